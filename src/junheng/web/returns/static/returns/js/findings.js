// The list of what stands in the way of submitting, and the walk through it by one key.
import { keyOf } from "./checks/checking.js";
import { fill, sentence } from "./checks/sentences.js";
import { el } from "./dom.js";
import { placeText } from "./shown.js";

/** Findings listed at once; the walk goes through all of them. */
const LISTED = 100;

/** Whether a finding only says that something is still to be filled in. @param {import("./checks/checking.js").Finding} finding */
export const isEmpty = ({ check }) => ["required", "required_or_nothing", "no_rows"].includes(check);

export class Findings {
  /** @param {HTMLElement} element @param {import("./grid.js").Desk} desk */
  constructor(element, desk) {
    Object.assign(this, { element, desk, at: null });
    this.list = el("ol", { class: "finding-list" });
    this.said = el("p", { class: "counts" });
    this.more = el("p", { class: "small muted" });
    element.append(this.said, this.list, this.more);
  }

  /** Where the walk goes: conflicts first, then what was sent back, what is wrong, what is empty, what nobody has explained. */
  get stops() {
    const { store, words } = this.desk;
    const stuck = [...store.edits].filter(([, { status }]) => status !== "waiting").map(([address, edit]) => ({ key: `edit ${address}`, address, kind: "conflict", text: edit.status === "conflict" ? words.conflict : edit.why ?? words.refused }));
    const back = [...store.cells].filter(([address, cell]) => cell.state === "sent_back" && !store.edits.has(address) && !this.#touched(cell)).map(([address, { comment }]) => ({ key: `back ${address}`, address, kind: "back", text: comment }));
    const found = store.open.map((finding) => ({ key: keyOf(finding), address: this.#place(finding), table: finding.table, kind: isEmpty(finding) ? "empty" : finding.severity, text: sentence(store.layout, finding, store.language) }));
    return [...stuck, ...back, ...["hard", "empty", "soft"].flatMap((kind) => found.filter((each) => each.kind === kind))];
  }

  /** Whether a cell was written again since it was sent back. */
  #touched(cell) {
    return cell.commented_at ? cell.changed_at > cell.commented_at : false;
  }

  /** The cell to go to; the first one that is empty of those that a finding marks. */
  #place(finding) {
    return finding.cells.find((address) => this.desk.store.column(address)?.total === null) ?? finding.cells[0] ?? null;
  }

  render() {
    const { store, words } = this.desk, stops = this.stops;
    const count = (...kinds) => stops.filter(({ kind }) => kinds.includes(kind)).length;
    const said = store.findings.filter((finding) => finding.severity === "soft" && store.explanation(finding) !== null).length;
    this.said.replaceChildren(...[
      [count("conflict"), "miss", words.count_conflict], [count("back"), "miss", words.count_back],
      [count("hard"), "miss", words.count_hard], [count("empty"), "none", words.count_empty], [count("soft"), "near", words.count_soft], [said, "met", words.count_said],
    ].filter(([n]) => n).map(([n, mark, text]) => el("span", { class: `badge ${mark}` }, fill(text, { n }))));
    if (!stops.length) this.said.append(el("span", { class: "badge met" }, words.all_passed));
    this.list.replaceChildren(...stops.slice(0, LISTED).map((stop) => this.#item(stop)));
    this.more.textContent = stops.length > LISTED ? fill(words.more_findings, { n: stops.length - LISTED }) : "";
  }

  #item(stop) {
    const { store, words } = this.desk, mark = { hard: "miss", conflict: "miss", back: "miss", soft: "near", empty: "none" }[stop.kind];
    const place = stop.address ? placeText(store, stop.address, words) : store.text(store.tables.get(stop.table).name);
    return el("li", {}, el("button", { type: "button", class: "stop", "data-key": stop.key, click: () => this.go(stop) },
      el("span", { class: `gl ${mark}` }, words[`kind_${stop.kind}`]), el("b", {}, place), el("span", {}, stop.text)));
  }

  go(stop) {
    this.at = stop.key;
    if (stop.address) this.desk.goTo(stop.address);
    else this.desk.goToTable(stop.table);
  }

  /** To the next finding, or the one before; round again at the end. @param {1|-1} by */
  walk(by) {
    const stops = this.stops;
    if (!stops.length) {
      this.desk.tell(this.desk.words.all_passed);
      return;
    }
    const here = stops.findIndex(({ key }) => key === this.at), last = this.before ?? 0;
    // a finding that was mended is gone from the list: its place is where the next one stands now
    const next = here >= 0 ? here + by : by > 0 ? last : last - 1;
    const at = (next + stops.length) % stops.length;
    this.before = at;
    this.go(stops[at]);
    this.desk.tell(fill(this.desk.words.walked, { at: at + 1, n: stops.length }));
  }
}
