// The behaviours of lists and of forms that keep what was typed, found by data-module; without scripts every page still works.
const behaviours = { copy: "./copy.js", keep: "./keep.js", menu: "./menu.js", pick: "./pick.js" };

for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    if (behaviours[name]) import(behaviours[name]).then((module) => module.default(element));
  }
}
// Whatever is only read can be copied as cells, in a list or not; grids to type in have their own clipboard.
for (const table of document.querySelectorAll("main table.table:not([data-module~=copy])")) {
  if (!table.querySelector("td input, td select, td textarea")) import("./copy.js").then((module) => module.default(table));
}
if (document.querySelector("a[data-hotkey]")) import("./hotkeys.js").then((module) => module.default());
