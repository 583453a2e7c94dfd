// Keys of the whole page: walk through findings, explain, undo, and from one part of the page to the next.

/** @param {import("./grid.js").Desk} desk */
export function listenForKeys(desk) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    if (act(desk, event)) event.preventDefault();
  });
}

function act(desk, event) {
  const inText = event.target.matches?.("textarea"), grid = desk.grids.find((each) => each.element.contains(event.target));
  if (event.ctrlKey || event.metaKey) return !inText && (!grid || grid.mode === "ready") && turn(desk, event);
  switch (event.key) {
    case "F8":
      grid?.commit();
      desk.walk(event.shiftKey ? -1 : 1);
      return true;
    case "F9":
      desk.pane.reuse();
      return true;
    case "F4":
      grid?.commit();
      desk.pane.explain();
      return true;
    case "F6":
      nextPart(desk, event.shiftKey ? -1 : 1);
      return true;
    default:
      return false;
  }
}

function turn(desk, event) {
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return false;
  desk.turn(key === "y" || event.shiftKey ? "redo" : "undo");
  return true;
}

/** Grid, all about the cell, findings, and round again. */
function nextPart(desk, by) {
  const parts = ["tables", "pane", "findings"].map((id) => document.getElementById(id));
  const at = parts.findIndex((each) => each.contains(document.activeElement));
  for (let turns = 1; turns <= parts.length; turns += 1) {
    const to = parts[(Math.max(at, 0) + by * turns + parts.length * turns) % parts.length];
    const target = to.id === "tables" && desk.active ? null : to.querySelector("textarea, button, input[tabindex='0']");
    if (to.id === "tables" && desk.active) {
      desk.goTo(desk.active);
      return;
    }
    if (target) {
      target.focus();
      return;
    }
  }
}
