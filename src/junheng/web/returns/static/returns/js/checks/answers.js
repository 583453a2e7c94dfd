// Answers to a form, as its checks ask for them: the same as junheng.packs.forms.answers on the server.
import { read } from "./values.js";

const PLAIN = /^-?[0-9]+(\.[0-9]+)?$/;
/** The level of what all levels of a unit share; it belongs to each of them. */
const SHARED = "all";

/** A row of a table, or the level, grade or table for which sides of a rule are summed. */
export class Row {
  /** @param {string} id @param {?string} level @param {?string} grade */
  constructor(id, level, grade = null) {
    Object.assign(this, { id, level, grade });
  }

  /** Whether a row of some table belongs to this one's level and grade. @param {Row} other */
  includes(other) {
    if (this.level === null || this.level === SHARED || other.level === null) return true;
    return this.level === other.level && (this.grade === null || other.grade === null || this.grade === other.grade);
  }
}

/** All that was answered, with what it may be compared to. */
export class Answers {
  /**
   * @param {object} layout as the server lays the form out
   * @param {{nothing?: boolean, cells?: Object<string, {value: string, nothing?: boolean}>}} given
   * @param {object} context last period, like units, other forms
   */
  constructor(layout, given, context) {
    this.layout = layout;
    this.cells = given.cells ?? {};
    this.context = context;
    this.tables = new Map(layout.tables.map((table) => [table.id, table]));
    this.columns = new Map(layout.tables.map((table) => [table.id, new Map(table.columns.map((column) => [column.id, column]))]));
    this.grades = new Map(layout.grades.map(({ id, level }) => [id, level]));
    const named = this.#named();
    this.found = new Map(layout.tables.map((table) => [table.id, this.#rowsOf(table, named.get(table.id) ?? [])]));
  }

  /** Names of the rows in which anything is answered, by table. */
  #named() {
    const named = new Map();
    for (const [address, cell] of Object.entries(this.cells)) {
      if (!said(cell)) continue;
      const [table, row] = address.split("/");
      if (!named.has(table)) named.set(table, new Set());
      named.get(table).add(row);
    }
    return named;
  }

  /** Fixed rows as they are laid out; of free ones those in which anything is answered, by name. */
  #rowsOf(table, named) {
    if (!table.free) return table.rows.map(({ id, level, grade }) => new Row(id, level, grade));
    return [...named].sort().map((name) => this.#freeRow(table, name));
  }

  #freeRow(table, name) {
    if (table.grade_column === null) return new Row(name, table.level);
    const grade = this.text(table.id, name, table.grade_column);
    const level = this.grades.get(grade);
    return level === undefined ? new Row(name, "", "") : new Row(name, level, grade); // of an unknown grade: part of no level
  }

  /** Rows of a table in their order. @returns {Row[]} */
  rows(table) {
    return this.found.get(table);
  }

  /** One of them by its name. @returns {?Row} */
  row(table, id) {
    this.byName ??= new Map([...this.found].map(([name, rows]) => [name, new Map(rows.map((row) => [row.id, row]))]));
    return this.byName.get(table).get(id) ?? null;
  }

  /** For what a rule is computed, with the rows of its table that belong there. @returns {[Row, Row[]][]} */
  places(table, each) {
    const rows = this.rows(table);
    if (each === "row") return rows.map((row) => [row, [row]]);
    if (each === "table") return [[new Row("", null), rows]];
    const groups = each === "grade" ? this.layout.grades.map(({ id, level }) => new Row(id, level, id)) : this.layout.levels.map(({ id }) => new Row(id, id));
    return groups.map((group) => [group, rows.filter((row) => row.level !== SHARED && group.includes(row))]);
  }

  /** What is kept of a cell; empty where nothing is. */
  text(table, row, column) {
    return this.cells[`${table}/${row}/${column}`]?.value ?? "";
  }

  /** Whether a cell holds anything, or says that there is nothing to report. */
  answered(table, row, column) {
    return said(this.cells[`${table}/${row}/${column}`]);
  }

  /** Whether an empty cell must be answered: not where the row of the whole unit answers it, or every level its own. */
  missing(table, row, column) {
    if (!column.shared) return true;
    if (row.level !== SHARED) return !this.answered(table, SHARED, column.id) && this.#anyLevel(table, column.id);
    return !this.#anyLevel(table, column.id);
  }

  #anyLevel(table, column) {
    return this.rows(table).some((row) => row.level !== SHARED && this.answered(table, row.id, column));
  }

  /** The message for a text that does not fit its column's kind. */
  problem(column, text) {
    return read(column, text)[1];
  }

  /** The cell's number in the last period; a free row is found again by the columns that tell it apart. @returns {?number} */
  last(table, row, column) {
    return numberOf(this.context.last?.[this.lastAddress(table, row, column)] ?? "");
  }

  /** The address under which the last period has a cell. */
  lastAddress(table, row, column) {
    const declared = this.tables.get(table);
    const name = declared.free ? declared.unique.map((key) => this.text(table, row, key)).join("|") : row;
    return `${table}/${name}/${column}`;
  }

  /** To whom a unit's code belongs already, where that is not this place. @returns {?string} */
  owner(code) {
    return this.context.taken?.[code] ?? null;
  }

  /** Median and median absolute deviation among like units; `*` stands for every row. */
  like(outlier, row) {
    const ranges = this.context.ranges ?? {};
    return ranges[`${outlier}/${row}`] ?? ranges[`${outlier}/*`] ?? null;
  }

  /** A cell as a number, computed where it is a total; "nothing to report" is 0, an empty cell unknown. @returns {?number} */
  number(table, row, column) {
    const declared = this.columns.get(table).get(column);
    if (declared.total !== null) return this.evaluate(declared.total, table, row, true);
    const cell = this.cells[`${table}/${row.id}/${column}`];
    return cell?.nothing ? 0 : numberOf(cell?.value ?? "");
  }

  /** The sum of a column over the rows that belong to a place; unknown where one of them still needs an answer. @returns {?number} */
  sum(table, column, place) {
    const declared = this.columns.get(table).get(column);
    let total = 0;
    for (const row of this.rows(table)) {
      if (!place.includes(row) || declared.barred.includes(row.id)) continue;
      const number = this.number(table, row, column);
      if (number !== null) total += number;
      else if (!this.#leftOut(table, row, declared, place)) return null;
    }
    return total;
  }

  /** Whether a cell without a number adds nothing: one that may stay empty, or whose share stands elsewhere in the sum. */
  #leftOut(table, row, column, place) {
    if (column.total !== null || this.answered(table, row.id, column.id)) return false;
    if (!column.required) return true;
    const whole = place.level === null || place.level === SHARED;
    return Boolean(column.shared) && whole && !this.missing(table, row, column);
  }

  /** The same over another form's table; unknown where there is no such return. */
  #elsewhere(other, column, place) {
    const found = this.context.others?.[other];
    if (found === undefined) return null;
    let total = 0;
    for (const { level, grade, values } of found.rows) {
      if (!place.includes(new Row("", level, grade))) continue;
      const number = values[column] ?? null;
      if (number === null) return null;
      total += number;
    }
    return total;
  }

  /** An expression at a place; with `own`, bare names are cells of that very row, else sums over its rows. @returns {?number} */
  evaluate(node, table, place, own) {
    if (node.kind === "number") return Number(node.value);
    if (node.kind === "name") {
      const [before, column] = node.value.includes(".") ? node.value.split(".") : ["", node.value];
      if (!before) return own ? this.number(table, place, column) : this.sum(table, column, place);
      return this.tables.has(before) ? this.sum(before, column, place) : this.#elsewhere(before, column, place);
    }
    const parts = node.arguments.map((argument) => this.evaluate(argument, table, place, own));
    return parts.includes(null) ? null : operate(node.kind, parts);
  }
}

const OPERATIONS = {
  add: ([a, b]) => a + b,
  subtract: ([a, b]) => a - b,
  multiply: ([a, b]) => a * b,
  negate: ([a]) => -a,
  divide: ([a, b]) => (b === 0 ? null : a / b),
  per_100: ([a, b]) => (b === 0 ? null : (100 * a) / b),
  min: (parts) => Math.min(...parts),
  max: (parts) => Math.max(...parts),
};

function operate(kind, parts) {
  const result = OPERATIONS[kind](parts);
  return result !== null && Number.isFinite(result) ? result : null;
}

const said = (cell) => cell !== undefined && (Boolean(cell.nothing) || (cell.value ?? "") !== "");

/** A kept text as a number. @returns {?number} */
export const numberOf = (text) => (PLAIN.test(text) ? Number(text) : null);
