// The behaviours of the Monitor workspace, found by data-module; without scripts every page still works.
const behaviours = { dots: "./dots.js", scope: "./scope.js", trial: "./trial.js" };

for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    if (behaviours[name]) import(behaviours[name]).then((module) => module.default(element));
  }
}
const pane = document.getElementById("pane");
if (pane) import("./pane.js").then((module) => module.default(pane));
