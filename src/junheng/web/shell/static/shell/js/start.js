// Every behaviour is a module of this folder named by data-module; without scripts the pages still work.
const behaviours = { errors: "./errors.js", keys: "./keys.js", palette: "./palette.js", rows: "./rows.js", "single-keys": "./single_keys.js", sortable: "./sortable.js", theme: "./theme.js" };

const started = [...document.querySelectorAll("[data-module]")].flatMap((element) =>
  element.dataset.module.split(" ").filter((name) => behaviours[name]).map(async (name) => (await import(behaviours[name])).default(element)),
);
Promise.allSettled(started).then(() => { document.documentElement.dataset.ready = "true"; }); // for whoever drives the page
