// One return as the page has it: what is stored on the server, what was typed here and is not stored yet, and what follows from both.
import { Answers } from "./checks/answers.js";
import { check, keyOf } from "./checks/checking.js";

/**
 * @typedef {object} Edit a cell that was typed here and is not stored yet
 * @property {string} value @property {boolean} nothing
 * @property {number} version of the cell that was seen when it was typed
 * @property {string} stamp tells it from the next edit of the same cell
 * @property {string} at when, ISO
 * @property {"waiting"|"conflict"|"refused"} status
 * @property {?object} theirs what stands there instead, in a conflict
 * @property {?string} why it was refused
 * @property {boolean} sent whether the server may have it already
 */

const EMPTY = Object.freeze({ value: "", nothing: false, version: 0, state: "open" });
const same = (a, b) => a.value === b.value && a.nothing === b.nothing;
const stamp = () => Math.random().toString(36).slice(2) + Date.now().toString(36);

/** Tells whoever listens: "cells" (with addresses), "rows", "standing", "edits", "said". */
export class Store extends EventTarget {
  /** @param {object} doc from the server @param {"zh"|"en"} language */
  constructor(doc, language) {
    super();
    this.language = language;
    this.edits = new Map();
    this.saying = new Map(); // explanations that are not stored yet, by key of the finding
    this.added = new Map(doc.layout.tables.map((table) => [table.id, new Set()])); // free rows in which nothing stands yet
    this.take(doc);
  }

  /** Take all that the server says. */
  take(doc) {
    this.doc = doc;
    this.layout = doc.layout;
    this.context = doc.context;
    this.cells = new Map(Object.entries(doc.cells));
    this.tables = new Map(this.layout.tables.map((table) => [table.id, table]));
    this.columns = new Map(this.layout.tables.flatMap((table) => table.columns.map((column) => [`${table.id}/${column.id}`, column])));
    this.#stale();
  }

  get editable() {
    return this.doc.may_fill && this.doc.return.state === "draft";
  }

  text(names) {
    return names?.[this.language] ?? "";
  }

  column(address) {
    const [table, , column] = address.split("/");
    return this.columns.get(`${table}/${column}`);
  }

  /** A cell as the page shows it. @returns {{value: string, nothing: boolean}} */
  cell(address) {
    return this.edits.get(address) ?? this.cells.get(address) ?? EMPTY;
  }

  stored(address) {
    return this.cells.get(address) ?? EMPTY;
  }

  get answers() {
    this.#answers ??= new Answers(this.layout, this.given, this.context);
    return this.#answers;
  }

  get given() {
    this.#given ??= { nothing: this.doc.nothing, cells: Object.fromEntries([...this.cells, ...this.edits, ...this.#typing]) };
    return this.#given;
  }

  /** All findings, in the order of the form. */
  get findings() {
    this.#findings ??= check(this.layout, this.given, this.context, this.answers);
    return this.#findings;
  }

  /** Findings that stand in the way of submitting, hard ones first. */
  get open() {
    const left = this.findings.filter((finding) => finding.severity === "hard" || this.explanation(finding) === null);
    return [...left.filter(({ severity }) => severity === "hard"), ...left.filter(({ severity }) => severity === "soft")];
  }

  /** Findings by the address of each cell that they mark. */
  get byCell() {
    if (this.#byCell) return this.#byCell;
    this.#byCell = new Map();
    for (const finding of this.findings) {
      for (const address of finding.cells) this.#byCell.set(address, [...(this.#byCell.get(address) ?? []), finding]);
    }
    return this.#byCell;
  }

  /** What was said of a finding with this very value. @returns {?{text: string, by: string, at: string}} */
  explanation(finding) {
    const key = keyOf(finding);
    return this.saying.get(key) ?? this.#said.get(key) ?? null;
  }

  /** What was said of the same finding in an earlier period. */
  offered(finding) {
    const [, , column] = finding.cells[0]?.split("/") ?? ["", "", ""];
    return this.doc.offered[`${finding.check}/${finding.table}/${finding.row}/${column}`] ?? null;
  }

  /** Names of a table's rows, in their order. */
  rows(table) {
    const declared = this.tables.get(table);
    if (!declared.free) return declared.rows.map(({ id }) => id);
    return [...new Set([...this.answers.rows(table).map(({ id }) => id), ...this.added.get(table)])].sort();
  }

  rowName(table, row) {
    const declared = this.tables.get(table);
    if (!declared.free) return this.text(declared.rows.find(({ id }) => id === row)?.name ?? this.layout.levels.concat(this.layout.grades).find(({ id }) => id === row)?.name);
    return String(this.rows(table).indexOf(row) + 1);
  }

  /** A free row's name: behind all others, and not the one that somebody else takes at the same moment. */
  newRow(table, ahead = 0) {
    const named = [...this.cells.keys(), ...this.edits.keys()].filter((address) => address.startsWith(`${table}/`)).map((address) => address.split("/")[1]);
    const last = [...named, ...this.added.get(table)].reduce((most, row) => Math.max(most, Number(row.slice(0, 4))), 0);
    return String(last + 1 + ahead).padStart(4, "0") + Math.random().toString(36).slice(2, 8);
  }

  /** Why a cell cannot be written; null where it can. @returns {?("computed"|"barred"|"approved"|"closed")} */
  locked(address) {
    const [, row] = address.split("/"), column = this.column(address);
    if (column.total !== null) return "computed";
    if (column.barred.includes(row)) return "barred";
    if (!this.editable) return "closed";
    return /_approved$/.test(this.stored(address).state) ? "approved" : null;
  }

  /** See what follows from a cell while it is being typed; from none where `said` is null. @param {?{value: string, nothing: boolean}} said */
  preview(address, said) {
    if (said === null && !this.#typing.length) return;
    this.#typing = said === null ? [] : [[address, said]];
    this.#stale();
    this.#tell("cells", [address]);
  }

  /** Put cells as somebody wants them. @param {{address: string, value: string, nothing: boolean}[]} changes */
  put(changes) {
    for (const { address, value, nothing } of changes) {
      const [table, row] = address.split("/");
      if (this.tables.get(table).free) this.added.get(table).add(row); // a row that somebody empties stays under their hands
      const before = this.edits.get(address), wanted = { value, nothing };
      if (same(this.cell(address), wanted) && before?.status !== "refused") continue;
      if (same(this.stored(address), wanted) && !before?.sent) {
        this.edits.delete(address);
        continue;
      }
      this.edits.set(address, { ...wanted, version: before?.version ?? this.stored(address).version, stamp: stamp(), at: new Date().toISOString(), status: "waiting", theirs: null, why: null, sent: before?.sent ?? false });
    }
    this.#stale();
    this.#tell("cells", changes.map(({ address }) => address));
    this.#tell("edits");
  }

  /** Edits from an earlier visit. @param {[string, Edit][]} edits */
  bringBack(edits) {
    for (const [address, edit] of edits) if (this.column(address)) this.edits.set(address, { ...edit, sent: false });
    this.#stale();
  }

  addRows(table, rows) {
    for (const row of rows) this.added.get(table).add(row);
    this.#tell("rows", table);
  }

  dropRows(table, rows) {
    for (const row of rows) this.added.get(table).delete(row);
    this.#tell("rows", table);
  }

  /** What the server made of edits that were sent. */
  settle(sent, answer) {
    const touched = [];
    for (const [address, edit] of sent) {
      const kept = answer.cells[address], theirs = answer.conflicts[address], why = answer.refused[address], now = this.edits.get(address);
      touched.push(address);
      if (kept) {
        this.cells.set(address, { ...EMPTY, ...this.cells.get(address), value: kept.value, nothing: edit.nothing, version: kept.version, source: null, changed_by: this.doc.me.user, changed_at: new Date().toISOString() });
        if (now?.stamp === edit.stamp) this.edits.delete(address);
        else if (now) this.edits.set(address, { ...now, version: kept.version, sent: false });
      } else if (now) {
        if (theirs) this.cells.set(address, { ...EMPTY, ...this.cells.get(address), value: theirs.value, nothing: theirs.nothing, version: theirs.version, changed_by: theirs.by, changed_at: theirs.at });
        this.edits.set(address, { ...now, sent: false, status: theirs ? "conflict" : "refused", theirs: theirs ?? null, why: why ?? null });
      }
    }
    this.#stale();
    this.#tell("cells", touched);
    this.#tell("edits");
  }

  /** End a conflict: with one's own value, which is sent again, or with the other's. */
  decide(address, mine) {
    const edit = this.edits.get(address);
    if (mine) this.edits.set(address, { ...edit, version: edit.theirs?.version ?? this.stored(address).version, status: "waiting", theirs: null, why: null, stamp: stamp() });
    else this.edits.delete(address);
    this.#stale();
    this.#tell("cells", [address]);
    this.#tell("edits");
  }

  /** What was written elsewhere since. */
  merge(changes) {
    const before = this.cells;
    if (changes.whole) this.cells = new Map();
    else {
      const rows = new Set(changes.rows);
      this.cells = new Map([...before].filter(([address]) => rows.has(address.slice(0, address.lastIndexOf("/")))));
    }
    for (const [address, cell] of Object.entries(changes.cells)) {
      const known = before.get(address);
      this.cells.set(address, known && known.version > cell.version ? known : cell);
    }
    const moved = this.doc.return.state !== changes.return.state;
    Object.assign(this.doc.return, changes.return);
    Object.assign(this.doc, { nothing: changes.nothing, explanations: changes.explanations });
    this.#stale();
    this.#tell("cells", null);
    this.#tell("rows", null);
    if (moved) this.#tell("standing");
  }

  setNothing(nothing) {
    this.doc.nothing = nothing;
    this.#stale();
    this.#tell("cells");
  }

  /** Explain a finding; it is stored once the network lets it. */
  say(finding, text) {
    const [check, table, row, column, value] = keyOf(finding).split("\n");
    this.saying.set(keyOf(finding), { check, table, row, column, value, text, by: this.doc.me.user, at: new Date().toISOString() });
    this.#tell("said", finding);
    this.#tell("cells", finding.cells);
    this.#tell("edits");
  }

  /** An explanation was stored, or is about a finding that is no more. */
  heard(key, stored) {
    const said = this.saying.get(key);
    this.saying.delete(key);
    if (stored) this.doc.explanations = [...this.doc.explanations.filter((each) => sayKey(each) !== key), said];
    this.#saidBy = null;
    this.#tell("cells", null);
    this.#tell("edits");
  }

  get #said() {
    this.#saidBy ??= new Map(this.doc.explanations.map((each) => [sayKey(each), each]));
    return this.#saidBy;
  }

  #typing = [];
  #answers = null;
  #given = null;
  #findings = null;
  #byCell = null;
  #saidBy = null;

  #stale() {
    this.#answers = this.#given = this.#findings = this.#byCell = this.#saidBy = null;
  }

  #tell(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const sayKey = ({ check, table, row, column, value }) => [check, table, row, column, value].join("\n");
