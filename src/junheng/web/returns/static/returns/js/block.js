// The chosen block of cells: seen, copied, cleared, pasted over.
import { parseBlock, writeBlock } from "./clipboard.js";
import { put } from "./dom.js";
import { headsOf } from "./heads.js";
import { planPaste } from "./paste.js";
import { cellNumber, rawText } from "./shown.js";
import { typedValue } from "./typing.js";

export class Block {
  /** @param {import("./grid.js").Grid} grid */
  constructor(grid) {
    Object.assign(this, { grid, from: { row: 0, column: 0 }, end: { row: 0, column: 0 } });
  }

  start(at) {
    this.from = this.end = at;
    this.paint();
  }

  extendTo(at) {
    this.end = at;
    this.paint();
    this.grid.desk.arrive(this.grid.active, this.grid);
  }

  all() {
    this.from = { row: 0, column: 0 };
    this.extendTo({ row: this.grid.lines.length - 1, column: this.grid.fields.length - 1 });
    return true;
  }

  get rows() {
    return span(this.from.row, this.end.row);
  }

  get columns() {
    return span(this.from.column, this.end.column);
  }

  /** Addresses row by row. @returns {string[][]} */
  get cells() {
    return this.rows.filter((row) => row < this.grid.lines.length).map((row) => this.columns.map((column) => this.grid.address(row, column)));
  }

  get size() {
    return this.rows.length * this.columns.length;
  }

  /** How large it is, and what its numbers come to. */
  get sum() {
    const numbers = this.cells.flat().map((address) => cellNumber(this.grid.store, address)).filter((number) => number !== null);
    return { rows: this.rows.length, columns: this.columns.length, sum: numbers.length ? numbers.reduce((a, b) => a + b, 0) : null };
  }

  paint() {
    const chosen = this.size > 1 ? new Set(this.cells.flat()) : null;
    for (const [address, input] of this.grid.inputs) put(input.parentElement, "data-chosen", chosen?.has(address) ? "yes" : null);
  }

  /** Empty what may be written; what is locked stays and is named. */
  clear() {
    const { store, desk } = this.grid, cells = this.cells.flat(), free = cells.filter((address) => store.locked(address) === null);
    desk.history.write(free.map((address) => ({ address, value: "", nothing: false })));
    if (free.length < cells.length) desk.tell(desk.words.some_locked.replace("{n}", cells.length - free.length));
  }

  copy(event) {
    if (this.grid.mode !== "ready") return;
    const { store, desk } = this.grid;
    event.clipboardData.setData("text/plain", writeBlock(this.cells.map((row) => row.map((address) => rawText(store, address, desk.words)))));
    event.preventDefault();
  }

  cut(event) {
    if (this.grid.mode !== "ready") return;
    this.copy(event);
    this.clear();
  }

  paste(event) {
    const text = event.clipboardData.getData("text/plain"), block = parseBlock(text);
    const single = block.length === 1 && block[0].length === 1;
    if (single && this.grid.mode !== "ready") return; // into the text that is being typed
    event.preventDefault();
    if (!this.grid.store.editable) return;
    this.grid.restore(this.grid.inputs.get(this.grid.active));
    if (single) this.#everywhere(block[0][0]);
    else this.#lay(block);
  }

  /** One value into every cell of the block. */
  #everywhere(text) {
    const { store, desk } = this.grid, cells = this.cells.flat(), free = cells.filter((address) => store.locked(address) === null);
    desk.history.write(free.map((address) => {
      const { value, nothing } = typedValue(store.column(address), text, desk.units);
      return { address, value, nothing };
    }));
    if (free.length < cells.length) desk.tell(desk.words.some_locked.replace("{n}", cells.length - free.length));
  }

  #lay(block) {
    const { grid } = this, { store, desk, table } = grid;
    const turned = grid.turned && headsOf(block, table.columns, desk.units) === null;
    const [row, column] = grid.turned ? [this.columns[0], this.rows[0]] : [this.rows[0], this.columns[0]];
    let ahead = 0;
    const plan = planPaste(turned ? turn(block) : block, {
      table,
      rows: grid.rows,
      at: { row, column },
      units: desk.units,
      locked: (inRow, inColumn) => store.locked(`${table.id}/${inRow}/${inColumn}`),
      newRow: () => store.newRow(table.id, ahead++),
    });
    const changes = plan.changes.map(({ value, nothing, ...at }) => ({ address: `${table.id}/${at.row}/${at.column}`, value, nothing }));
    desk.history.write(changes, { table: table.id, added: plan.added });
    desk.report({ ...plan, cells: changes.length });
  }
}

/** Rows as columns: for a table that is read downwards. */
const turn = (block) => Array.from({ length: Math.max(...block.map((row) => row.length)) }, (_, at) => block.map((row) => row[at] ?? ""));

const span = (a, b) => Array.from({ length: Math.abs(a - b) + 1 }, (_, at) => Math.min(a, b) + at);
