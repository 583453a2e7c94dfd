// The behaviours of lists and of forms that keep what was typed, found by data-module; without scripts every page still works.
const behaviours = { copy: "./copy.js", keep: "./keep.js", menu: "./menu.js", pick: "./pick.js" };

for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    if (behaviours[name]) import(behaviours[name]).then((module) => module.default(element));
  }
}
if (document.querySelector("a[data-hotkey]")) import("./hotkeys.js").then((module) => module.default());
