// One table of the form as a spreadsheet: a <table> of <input>s, at most fifty rows at a time.
import { el, put } from "./dom.js";
import { Block } from "./block.js";
import { keyPressed } from "./grid_keys.js";
import { lastOf, rawText, shownText } from "./shown.js";
import { isEmpty } from "./findings.js";
import { listsOf, pageLinks, titleOf } from "./grid_frame.js";
import { grouped, sentence } from "./checks/sentences.js";
import { typedValue } from "./typing.js";

/** Rows on the page at once: more inputs make typing slow. */
const PAGE = 50;
/** A form with a few levels and many columns is read downwards, as on paper, and fits a phone. */
const FEW = 3;
/** Milliseconds from a key to the checks. */
const MOMENT = 150;

/**
 * @typedef {object} Desk what the parts of the page share
 * @property {import("./store.js").Store} store
 * @property {import("./history.js").History} history
 * @property {object} words @property {object} units
 * @property {(address: ?string, grid: Grid) => void} arrive a cell has become the active one
 * @property {(text: string) => void} tell say something in the line of messages
 * @property {(plan: object) => void} report say what became of a pasted block
 * @property {Map<string, string>} others who else is in which cell
 */

export class Grid {
  /** @param {object} table of the layout @param {Desk} desk */
  constructor(table, desk) {
    Object.assign(this, { table, desk, store: desk.store, mode: "ready", page: 0, inputs: new Map(), started: "" });
    this.columns = table.columns;
    this.turned = !table.free && table.rows.length <= FEW && table.columns.length >= FEW;
    this.rows = this.store.rows(table.id);
    this.block = new Block(this);
    this.body = el("tbody");
    this.foot = table.totals && !this.turned ? el("tfoot") : null;
    this.element = el("table", { class: `entry-grid${this.turned ? " turned" : ""}`, "aria-labelledby": `t-${table.id}` }, this.#head(), this.body, this.foot);
    this.scroller = el("div", { class: "scroll entry-scroll" }, this.element);
    this.pages = el("nav", { class: "pages", "aria-label": desk.words.pages, hidden: true });
    this.root = el("section", { class: "panel entry-table", "aria-labelledby": `t-${table.id}` }, titleOf(this), this.scroller, this.pages, ...listsOf(this));
    this.#listen();
    this.render();
  }

  /** What stands below each other: rows, or the columns of a table that is turned. Names of either. */
  get lines() {
    return this.turned ? this.columns.map(({ id }) => id) : this.rows;
  }

  /** What stands beside each other. */
  get fields() {
    return this.turned ? this.rows : this.columns.map(({ id }) => id);
  }

  /** The address of a cell as it is seen. */
  address(line, field) {
    const [row, column] = this.turned ? [field, line] : [line, field];
    return `${this.table.id}/${this.rows[row]}/${this.columns[column].id}`;
  }

  /** Where an address is seen; null where the table does not show it. */
  where(address) {
    const [table, row, column] = address.split("/");
    const at = { row: this.lines.indexOf(this.turned ? column : row), column: this.fields.indexOf(this.turned ? row : column) };
    return table === this.table.id && at.row >= 0 && at.column >= 0 ? at : null;
  }

  #head() {
    const { words } = this.desk;
    const heads = this.turned ? this.rows.map((row) => this.#rowName(row, "col")) : this.columns.map((column) => this.#columnName(column, "col"));
    const total = this.turned && this.table.totals ? el("th", { scope: "col", class: "num" }, words.total) : null;
    return el("thead", {}, el("tr", {}, el("th", { scope: "col", class: "corner" }, this.table.free ? words.row : words.item), ...heads, total));
  }

  #columnName(column, scope) {
    const { store } = this.desk, unit = store.text(column.unit_label);
    return el("th", { scope, id: `c-${this.table.id}-${column.id}`, class: column.kind === "number" && !this.turned ? "num" : null },
      store.text(column.name), column.required ? el("span", { class: "must", "aria-hidden": "true" }, "*") : null, unit ? el("small", {}, unit) : null);
  }

  #rowName(row, scope, at = 0) {
    const name = this.table.free ? String(at + 1) : this.store.rowName(this.table.id, row);
    return el("th", { scope, id: `r-${this.table.id}-${row}`, class: scope === "col" ? "num" : null }, name);
  }

  /** Show what has changed; rows that others add or take out wait until the cell that is being typed is done. */
  bringUpToDate() {
    const moved = this.store.rows(this.table.id).join() !== this.rows.join();
    if (moved && this.mode === "ready") this.render();
    else this.paint(null);
    this.late = moved && this.mode !== "ready";
  }

  /** Lay the rows out anew; the active cell keeps its place. */
  render() {
    const active = document.activeElement?.dataset?.address, mine = this.element.contains(document.activeElement);
    this.rows = this.store.rows(this.table.id);
    this.page = Math.min(this.page, Math.max(0, Math.ceil(this.rows.length / PAGE) - 1));
    this.inputs.clear();
    this.body.replaceChildren(...(this.turned ? this.columns.map((column) => this.#line(this.rows, [column], this.#columnName(column, "row")))
      : this.rows.slice(this.page * PAGE, (this.page + 1) * PAGE).map((row, at) => this.#line([row], this.columns, this.#rowName(row, "row", this.page * PAGE + at)))));
    if (!this.rows.length) this.body.append(el("tr", {}, el("td", { colspan: this.columns.length + 1, class: "none" }, this.desk.words.no_rows)));
    const count = this.turned ? 1 : Math.ceil(this.rows.length / PAGE);
    this.pages.hidden = count < 2;
    this.pages.replaceChildren(...(count < 2 ? [] : pageLinks(this, count, PAGE)));
    this.paint(null);
    if (mine) (this.inputs.get(active) ?? this.inputs.values().next().value ?? this.root.querySelector("[data-add]"))?.focus();
  }

  #line(rows, columns, name) {
    const cells = rows.flatMap((row) => columns.map((column) => this.#cell(row, column)));
    return el("tr", {}, name, ...cells, this.turned && this.table.totals ? el("td", { class: "num sum", "data-sum": columns[0].id }) : null);
  }

  #cell(row, column) {
    const address = `${this.table.id}/${row}/${column.id}`;
    const input = el("input", {
      "data-address": address, autocomplete: "off", spellcheck: "false", maxlength: 500, tabindex: -1,
      inputmode: column.kind === "number" ? "decimal" : null, list: column.kind === "choice" ? `l-${this.table.id}-${column.id}` : null,
      "aria-labelledby": `r-${this.table.id}-${row} c-${this.table.id}-${column.id}`, class: column.kind === "number" ? "num" : null,
    });
    this.inputs.set(address, input);
    return el("td", {}, input, el("small", { class: "last" }));
  }

  /** Show what has changed. @param {?Iterable<string>} addresses all where null */
  paint(addresses) {
    for (const [address, input] of addresses === null ? this.inputs : [...addresses].map((each) => [each, this.inputs.get(each)])) {
      if (input) this.#paintCell(address, input);
    }
    if (this.active && !this.inputs.has(this.active)) this.active = null;
    const first = this.active ?? this.inputs.keys().next().value;
    for (const [address, input] of this.inputs) input.tabIndex = address === first ? 0 : -1;
    this.block.paint();
    this.#paintTotals();
  }

  #paintCell(address, input) {
    const { store, words, others } = this.desk, cell = input.parentElement;
    if (this.mode === "ready" || input !== document.activeElement) {
      const text = shownText(store, address, words);
      if (input.value !== text) {
        input.value = text;
        if (input === document.activeElement) input.select();
      }
    }
    const findings = store.byCell.get(address) ?? [], edit = store.edits.get(address), stored = store.stored(address), locked = store.locked(address);
    const hard = findings.some((finding) => finding.severity === "hard" && !isEmpty(finding)), empty = findings.some(isEmpty);
    const open = findings.some((finding) => finding.severity === "soft" && store.explanation(finding) === null);
    put(input, "aria-invalid", hard ? "true" : null);
    input.readOnly = locked !== null;
    put(cell, "data-mark", edit?.status === "conflict" ? "conflict" : edit?.status === "refused" ? "refused" : hard ? "hard" : stored.state === "sent_back" ? "back" : open ? "soft" : empty ? "empty" : findings.length ? "said" : null);
    put(cell, "data-waits", edit?.status === "waiting" ? "yes" : null);
    put(cell, "data-locked", locked);
    put(cell, "data-known", stored.source && !edit ? "yes" : null);
    put(cell, "data-who", others.get(address) ?? null);
    put(cell, "title", findings.map((finding) => sentence(store.layout, finding, store.language)).join(" ") || null);
    const last = this.desk.showLast && store.column(address).kind === "number" ? lastOf(store, address) : null;
    cell.lastElementChild.textContent = last ? `${words.last_short} ${last.text}${last.difference ? ` ${last.difference}` : ""}` : "";
  }

  #paintTotals() {
    if (!this.table.totals) return;
    if (this.turned) for (const cell of this.body.querySelectorAll("[data-sum]")) cell.textContent = this.#sum(this.table.columns.find(({ id }) => id === cell.dataset.sum));
    else this.foot.replaceChildren(el("tr", {}, el("th", { scope: "row" }, this.desk.words.total), ...this.columns.map((column) => el("td", { class: "num" }, this.#sum(column)))));
  }

  /** What a column's numbers come to so far; nothing where a sum means nothing. */
  #sum(column) {
    if (column.kind !== "number" || !column.additive) return "";
    const { answers } = this.store, numbers = answers.rows(this.table.id).map((row) => answers.number(this.table.id, row, column.id)).filter((number) => number !== null);
    return numbers.length ? grouped(numbers.reduce((a, b) => a + b, 0)) : "";
  }

  #listen() {
    const on = (type, act) => this.element.addEventListener(type, (event) => { if (event.target.dataset?.address) act(event, event.target); });
    on("focusin", (_, input) => this.#arrive(input));
    on("focusout", () => this.commit());
    on("keydown", (event, input) => keyPressed(this, event, input));
    on("input", (event, input) => {
      if (this.mode === "ready") this.#begin("enter");
      if (!event.isComposing) this.#preview(input);
    });
    on("dblclick", (_, input) => this.edit(input));
    on("mousedown", (event, input) => this.#pressed(event, input));
    on("mouseover", (event, input) => { if (event.buttons === 1 && this.dragging) this.block.extendTo(this.where(input.dataset.address)); });
    addEventListener("mouseup", () => { this.dragging = false; });
    for (const type of ["copy", "cut", "paste"]) on(type, (event) => this.block[type](event));
  }

  #arrive(input) {
    this.mode = "ready";
    this.active = input.dataset.address;
    for (const each of this.inputs.values()) each.tabIndex = each === input ? 0 : -1;
    if (!this.extending) this.block.start(this.where(this.active));
    put(input, "aria-describedby", "cell-said");
    input.select();
    this.desk.arrive(this.active, this);
  }

  /** A click goes to a cell; a click into the active cell puts the caret. */
  #pressed(event, input) {
    if (event.button !== 0) return;
    if (input === document.activeElement) {
      if (this.mode === "ready" && !input.readOnly && event.detail < 2) this.#begin("edit");
      return;
    }
    event.preventDefault();
    this.dragging = true;
    this.go(this.where(input.dataset.address), event.shiftKey);
  }

  /** Go to a cell, on whatever page it is. @param {{row: number, column: number}} at */
  go(at, extend = false) {
    this.commit();
    this.extending = extend;
    const page = this.turned ? 0 : Math.floor(at.row / PAGE), address = this.address(at.row, at.column);
    if (page !== this.page) {
      this.page = page;
      this.active = address;
      this.render();
    }
    if (extend) this.block.extendTo(at);
    const input = this.inputs.get(address);
    input?.focus({ preventScroll: true });
    input?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.extending = false;
  }

  #begin(mode) {
    this.mode = mode;
    this.started = rawText(this.store, this.active, this.desk.words);
  }

  /** Sums and checks follow what is being typed, a moment behind it. */
  #preview(input) {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => {
      if (this.mode !== "ready") this.store.preview(this.active, typedValue(this.store.column(this.active), input.value, this.desk.units));
    }, MOMENT);
  }

  /** Edit what stands in a cell instead of replacing it. */
  edit(input) {
    if (input.readOnly) return;
    this.#begin("edit");
    input.value = this.started;
    input.setSelectionRange(input.value.length, input.value.length);
  }

  /** Put back what stood there. */
  restore(input) {
    this.mode = "ready";
    this.store.preview(this.active, null);
    input.value = shownText(this.store, this.active, this.desk.words);
    input.select();
  }

  /** Take what was typed. */
  commit() {
    if (this.mode === "ready") return;
    const address = this.active, input = this.inputs.get(address), text = input?.value ?? "";
    this.mode = "ready";
    clearTimeout(this.soon);
    this.store.preview(address, null);
    if (!input || text === this.started) {
      if (this.late) this.bringUpToDate();
      else if (input) this.paint([address]);
      return;
    }
    const { value, nothing, converted } = typedValue(this.store.column(address), text, this.desk.units);
    this.desk.history.write([{ address, value, nothing }]);
    if (converted) this.desk.tell(this.desk.words.converted.replace("{typed}", text.trim()).replace("{kept}", shownText(this.store, address, this.desk.words)));
    this.paint([address]);
  }

  /** A new row behind all others, and into its first cell. */
  addRow() {
    if (!this.store.editable) return;
    if (this.rows.length >= this.table.most) {
      this.desk.tell(this.desk.words.most_rows.replace("{n}", this.table.most));
      return;
    }
    const row = this.store.newRow(this.table.id);
    this.desk.history.write([], { table: this.table.id, added: [row] });
    this.go({ row: this.rows.indexOf(row), column: 0 });
  }

  /** Take out the rows of the block; undo brings them back. */
  removeRows() {
    const rows = this.block.rows.map((at) => this.rows[at]).filter(Boolean);
    if (!this.store.editable || !rows.length) return;
    const cells = rows.flatMap((row) => this.columns.map(({ id }) => `${this.table.id}/${row}/${id}`));
    if (cells.some((address) => this.store.locked(address) === "approved")) {
      this.desk.tell(this.desk.words.locked_approved);
      return;
    }
    this.desk.history.write(cells.filter((address) => this.store.locked(address) === null).map((address) => ({ address, value: "", nothing: false })));
    this.store.dropRows(this.table.id, rows);
    this.desk.tell(this.desk.words.rows_removed.replace("{n}", rows.length));
  }
}
