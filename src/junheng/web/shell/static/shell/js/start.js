// Every behaviour is a module of this folder named by data-module; without scripts the pages still work.
const behaviours = { errors: "./errors.js", keys: "./keys.js", palette: "./palette.js", rows: "./rows.js", "single-keys": "./single_keys.js", sortable: "./sortable.js", theme: "./theme.js" };

for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    if (behaviours[name]) import(behaviours[name]).then((module) => module.default(element));
  }
}
