// A return before those who approve: arrows walk the cells, N and P the findings, and the bar says how many are ticked.
import { onKey } from "../../shell/js/keyboard.js";

const boxOf = (cell) => cell?.querySelector("input[name=cell]") ?? cell?.querySelector("a");

function walk(event) {
  const cell = event.target.closest?.("table.sheet td");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...cell.closest("tbody").rows], across = { ArrowLeft: -1, ArrowRight: 1 }[event.key], down = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!across && !down) return;
  let row = rows.indexOf(cell.parentElement), column = cell.cellIndex;
  for (;;) { // over what nobody answers
    row += down ?? 0;
    column += across ?? 0;
    const next = rows[row]?.cells[column];
    if (!next || next.tagName === "TH") return;
    if (boxOf(next)) {
      event.preventDefault();
      boxOf(next).focus();
      return;
    }
  }
}
document.addEventListener("keydown", walk);

const findings = [...document.querySelectorAll("[data-finding]")].map((link) => document.getElementById(link.dataset.finding)).filter(Boolean);
let at = -1;
const step = (by) => () => {
  if (!findings.length) return;
  at = (at + by + findings.length) % findings.length;
  boxOf(findings[at])?.focus();
  findings[at].scrollIntoView({ block: "center" });
};
onKey("n", step(1));
onKey("p", step(-1));

const told = document.querySelector('output[data-module="ticked"]'), form = document.getElementById("decide");
function tell() {
  const n = [...form.elements].filter((each) => each.name === "cell" && each.checked).length;
  told.textContent = n ? told.dataset.said.replace("{n}", n) : "";
}
if (told && form) {
  document.addEventListener("change", (event) => { if (event.target.form === form) tell(); });
  tell();
}
