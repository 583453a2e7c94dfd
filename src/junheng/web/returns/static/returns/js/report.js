// What became of a pasted block, in words: what was taken, converted, recognised as heads, and what could not be taken.
import { fill } from "./checks/sentences.js";
import { el } from "./dom.js";

/** @param {object} plan of `planPaste`, with `cells` @param {import("./grid.js").Desk} desk @returns {Node[]} */
export function reportOf(plan, desk) {
  const { words } = desk;
  const said = [
    fill(words.pasted, { n: plan.cells }),
    plan.added.length ? fill(words.pasted_rows, { n: plan.added.length }) : "",
    plan.heads ? fill(words.pasted_heads, { n: plan.heads }) : "",
    plan.converted ? fill(words.pasted_converted, { n: plan.converted }) : "",
  ].filter(Boolean).join(" ");
  const line = el("span", {}, said);
  if (!plan.skipped.length) return [line];
  const shown = plan.skipped.slice(0, 50).map(({ text, why, where }) =>
    el("li", {}, where ? el("button", { type: "button", class: "link", click: () => desk.goTo(where) }, desk.place(where)) : "", ` “${text}” `, el("span", { class: "muted" }, words[`skipped_${why}`] ?? words[`locked_${why}`])));
  const rest = plan.skipped.length - shown.length;
  return [line, " ", el("details", { open: true, class: "skipped" },
    el("summary", {}, fill(words.skipped, { n: plan.skipped.length })),
    el("ul", {}, ...shown, rest > 0 ? el("li", {}, fill(words.more_findings, { n: rest })) : ""))];
}
