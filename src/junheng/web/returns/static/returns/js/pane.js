// All about the active cell, beside the grid: what is wrong, what was there, what others have, where it came from.
import { keyOf, reach } from "./checks/checking.js";
import { fill, grouped, sentence } from "./checks/sentences.js";
import { el, svg } from "./dom.js";
import { lastOf, placeText, shownText, valueText, when } from "./shown.js";

export class Pane {
  /** @param {HTMLElement} element @param {import("./grid.js").Desk} desk */
  constructor(element, desk) {
    Object.assign(this, { element, desk, address: null, grid: null });
  }

  show(address, grid) {
    Object.assign(this, { address, grid });
    this.render();
  }

  render() {
    if (this.address === null || this.element.contains(document.activeElement) && document.activeElement.matches("textarea")) return;
    const { store, words } = this.desk, address = this.address, focused = this.element.contains(document.activeElement) && document.activeElement.dataset.do;
    const said = el("div", { id: "cell-said", class: "findings" }, ...this.#findings());
    this.element.replaceChildren(
      el("h2", {}, placeText(store, address, words)),
      this.#value(),
      this.#conflict() ?? "",
      this.#comment() ?? "",
      said,
      this.#facts(),
      ...this.#like(),
      this.#choices() ?? "",
      this.#acts(),
    );
    if (focused) this.element.querySelector(`[data-do="${focused}"]`)?.focus();
  }

  #value() {
    const { store, words } = this.desk, column = store.column(this.address), unit = store.text(column.unit_label);
    const text = shownText(store, this.address, words), block = this.grid?.block;
    if (block && block.size > 1) {
      const { rows, columns, sum } = block.sum;
      return el("p", { class: "value" }, fill(words.block, { rows, columns }), sum === null ? "" : ` · ${words.total} ${grouped(sum)}`);
    }
    return el("p", { class: "value" }, el("b", {}, text || words.empty), text && unit ? el("span", { class: "unit" }, unit) : "");
  }

  #conflict() {
    const { store, words } = this.desk, edit = store.edits.get(this.address);
    if (edit?.status === "refused") {
      return el("div", { class: "note err", role: "group" }, el("p", {}, edit.why || words.refused), el("button", { type: "button", class: "btn sm", "data-do": "drop", click: () => store.decide(this.address, false) }, words.drop));
    }
    if (edit?.status !== "conflict") return null;
    const show = ({ value, nothing }) => (nothing ? words.nothing : valueText(store, store.column(this.address), value) || words.empty);
    return el("div", { class: "note warn conflict", role: "group", "aria-label": words.conflict },
      el("p", {}, fill(words.conflict_said, { by: edit.theirs.by || words.someone, at: when(edit.theirs.at, store.language) })),
      el("dl", {}, el("dt", {}, words.mine), el("dd", {}, show(edit)), el("dt", {}, words.theirs), el("dd", {}, show(edit.theirs))),
      el("p", { class: "acts-row" },
        el("button", { type: "button", class: "btn sm", "data-do": "mine", click: () => this.#decide(true) }, words.keep_mine),
        el("button", { type: "button", class: "btn sm", "data-do": "theirs", click: () => this.#decide(false) }, words.take_theirs)));
  }

  #decide(mine) {
    const address = this.address;
    this.desk.store.decide(address, mine);
    this.desk.goTo(address);
  }

  #comment() {
    const { store, words } = this.desk, cell = store.stored(this.address);
    if (!cell.comment || cell.state !== "sent_back") return null;
    return el("div", { class: "note err back" }, el("p", {}, el("b", {}, words.sent_back), ` ${cell.comment}`), cell.commented_by ? el("p", { class: "small" }, cell.commented_by) : "");
  }

  #findings() {
    const { store } = this.desk;
    return (store.byCell.get(this.address) ?? []).map((finding) => (finding.severity === "hard" ? this.#hard(finding) : this.#soft(finding)));
  }

  #hard(finding) {
    const { store, words } = this.desk;
    return el("p", { class: "finding hard" }, el("span", { class: "gl miss" }, words.must), ` ${sentence(store.layout, finding, store.language)}`);
  }

  #soft(finding) {
    const { store, words } = this.desk, said = store.explanation(finding), offered = store.offered(finding);
    const box = el("textarea", { class: "input", rows: 2, maxlength: 1000, "data-do": `say ${keyOf(finding)}`, "aria-label": words.explain, placeholder: words.explain_how });
    box.value = said?.text ?? "";
    box.readOnly = !store.editable;
    const keep = () => { if (box.value.trim() && box.value.trim() !== said?.text) store.say(finding, box.value.trim()); };
    box.addEventListener("change", keep);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        keep();
        this.desk.walk(1);
      } else if (event.key === "Escape") {
        event.preventDefault();
        this.desk.goTo(this.address);
      }
    });
    const reuse = offered && store.editable && said === null ? el("button", { type: "button", class: "btn sm", "data-do": "reuse", click: () => this.reuse() }, fill(words.reuse, { period: offered.period, text: offered.text }), el("kbd", {}, "F9")) : "";
    return el("div", { class: `finding soft${said ? " said" : ""}` },
      el("p", {}, el("span", { class: `gl ${said ? "met" : "near"}` }, said ? words.explained : words.to_explain), ` ${sentence(store.layout, finding, store.language)}`), box, reuse,
      said?.by ? el("p", { class: "small muted" }, `${said.by} · ${when(said.at, store.language)}`) : "");
  }

  /** The first soft finding of the cell that nobody has explained. */
  get unsaid() {
    const { store } = this.desk;
    return (store.byCell.get(this.address) ?? []).find((finding) => finding.severity === "soft" && store.explanation(finding) === null) ?? null;
  }

  /** Say what was said in an earlier period. */
  reuse() {
    const { store } = this.desk, finding = this.unsaid, offered = finding && store.offered(finding);
    if (!offered || !store.editable) return;
    store.say(finding, offered.text);
    this.desk.walk(1);
  }

  /** Into the box for words. */
  explain() {
    this.element.querySelector("textarea")?.focus();
  }

  #facts() {
    const { store, words } = this.desk, column = store.column(this.address), cell = store.stored(this.address), edit = store.edits.get(this.address), last = lastOf(store, this.address);
    const facts = [];
    const locked = store.locked(this.address);
    if (locked) facts.push([words.locked, words[`locked_${locked}`]]);
    if (last) facts.push([fill(words.last, { period: store.context.last_period ?? "" }), last.difference ? `${last.text} · ${last.difference}` : `${last.text} · ${words.no_difference}`]);
    if (last && store.context.last_with?.length) facts.push([words.last_with, store.context.last_with.join(words.comma)]);
    if (column.note) facts.push([words.note, store.text(column.note)]);
    if (cell.source && !edit) facts.push([words.source, this.#source(cell.source)]);
    if (edit) facts.push([words.standing, words[`edit_${edit.status}`]]);
    else if (cell.changed_by) facts.push([words.written, `${cell.changed_by} · ${when(cell.changed_at, store.language)}`]);
    if (this.desk.others.get(this.address)) facts.push([words.here_too, this.desk.others.get(this.address)]);
    return el("dl", { class: "facts-list" }, ...facts.flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, text)]));
  }

  #source({ release, period, file, sheet, row }) {
    const { words } = this.desk;
    return [fill(words.source_release, { release }), period, file, sheet, row ? fill(words.row_number, { n: row }) : ""].filter(Boolean).join(" · ");
  }

  /** What like units have, for every check of outliers that points at this cell. */
  #like() {
    const { store, words } = this.desk, [table, row, column] = this.address.split("/");
    return store.layout.outliers.filter((outlier) => outlier.table === table && outlier.column === column).flatMap((outlier) => {
      const like = store.answers.like(outlier.id, row), found = store.answers.row(table, row);
      if (like === null || !found) return [];
      const value = store.answers.evaluate(outlier.value, table, found, true), { low, high } = reach(outlier, like);
      const text = fill(words.like, { name: store.text(outlier.name), n: like.n, median: grouped(like.median), q1: grouped(like.q1), q3: grouped(like.q3) });
      return [el("div", { class: "like" }, el("p", { class: "small" }, text, value === null ? "" : el("b", {}, ` ${fill(words.here, { value: grouped(value) })}`)), band(like, low, high, value))];
    });
  }

  #choices() {
    const { store } = this.desk, column = store.column(this.address);
    if (column.kind !== "choice" || store.locked(this.address)) return null;
    const pick = (id) => () => { this.desk.history.write([{ address: this.address, value: id, nothing: false }]); this.desk.goTo(this.address); };
    return el("div", { class: "choices" }, ...column.choices.map(({ id, name }) => el("button", { type: "button", class: "btn sm", "data-do": `choose ${id}`, "aria-pressed": String(store.cell(this.address).value === id), click: pick(id) }, store.text(name))));
  }

  #acts() {
    const { store, words } = this.desk, column = store.column(this.address), acts = [];
    if (column.nothing && store.locked(this.address) === null) {
      const { nothing } = store.cell(this.address);
      acts.push(el("button", { type: "button", class: "btn sm", "data-do": "nothing", "aria-pressed": String(nothing), click: () => this.desk.history.write([{ address: this.address, value: "", nothing: !nothing }]) }, words.nothing_to_report));
    }
    if (store.locked(this.address) === "approved") acts.push(el("button", { type: "button", class: "btn sm", "data-do": "reopen", click: () => this.desk.reopen(this.grid.block.cells.flat()) }, words.reopen));
    if (store.stored(this.address).version) acts.push(el("a", { class: "small", href: `review/?cell=${encodeURIComponent(this.address)}#cell` }, words.history));
    return el("p", { class: "acts-row" }, ...acts);
  }
}

/** Where a value lies among like units: the middle half, the median, how far is usual. */
function band({ median, q1, q3 }, low, high, value) {
  const from = Math.min(low, value ?? low), to = Math.max(high, value ?? high), width = 240;
  const x = (number) => (((number - from) / (to - from || 1)) * (width - 8) + 4).toFixed(1);
  return svg("svg", { class: "band", viewBox: `0 0 ${width} 18`, "aria-hidden": "true" },
    svg("line", { class: "reach", x1: x(low), x2: x(high), y1: 9, y2: 9 }),
    svg("rect", { class: "half", x: x(q1), y: 5, width: Math.max(1, x(q3) - x(q1)), height: 8 }),
    svg("line", { class: "median", x1: x(median), x2: x(median), y1: 2, y2: 16 }),
    ...(value === null ? [] : [svg("circle", { class: value < low || value > high ? "out" : "in", cx: x(value), cy: 9, r: 4 })]));
}
