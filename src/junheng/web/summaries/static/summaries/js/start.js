// The behaviours of the editor, found by data-module; without scripts the buttons do the same.
const behaviours = { "live-paper": "./live_paper.js", picker: "./picker.js" };

for (const element of document.querySelectorAll("[data-module]")) {
  if (behaviours[element.dataset.module]) import(behaviours[element.dataset.module]).then((module) => module.default(element));
}
import("../../monitor/js/pane.js").then((module) => module.default(document.getElementById("pane")));
