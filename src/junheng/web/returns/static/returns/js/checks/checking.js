// What is wrong with the answers to a form: the same findings as junheng.packs.forms.checking on the server.
import { Answers } from "./answers.js";
import { plain } from "./values.js";

/**
 * @typedef {object} Finding
 * @property {string} check  a message's name, or rule.ID, change.ID, outlier.ID
 * @property {"hard"|"soft"} severity
 * @property {string} table
 * @property {string} row  a row, a level or grade, or empty
 * @property {string[]} cells  addresses; the first is where to go
 * @property {string} value  what an explanation holds for
 * @property {object} places  numbers and texts for the message
 */

/**
 * All findings, in the order in which the form is read.
 * @param {object} layout @param {object} given @param {object} context
 * @returns {Finding[]}
 */
export function check(layout, given, context, answers = new Answers(layout, given, context)) {
  if (given.nothing) return filledAnyway(layout, answers);
  return [
    ...layout.tables.flatMap((table) => cells(table, answers)),
    ...layout.rules.flatMap((rule) => ruled(rule, answers)),
    ...layout.changes.flatMap((change) => changed(change, answers)),
    ...layout.outliers.flatMap((outlier) => outlying(outlier, answers)),
  ];
}

/** What an explanation must name to be of this finding. */
export const keyOf = (finding) => [finding.check, finding.table, finding.row, columnOf(finding), finding.value].join("\n");

/** The column that a finding points at first; empty where it points at a table as a whole. */
export const columnOf = (finding) => (finding.cells.length ? finding.cells[0].split("/")[2] : "");

const hard = (check, table, row, columns, places = {}) => ({
  check, severity: "hard", table: table.id, row, cells: columns.map((column) => `${table.id}/${row}/${column}`), value: "", places,
});

const soft = (check, table, row, column, value, places) => ({
  check, severity: "soft", table, row: row.id, cells: [`${table}/${row.id}/${column}`], value, places,
});

function filledAnyway(layout, answers) {
  return layout.tables.flatMap((table) =>
    answers.rows(table.id).flatMap((row) =>
      table.columns
        .filter((column) => answers.answered(table.id, row.id, column.id))
        .map((column) => hard("nothing_but_filled", table, row.id, [column.id])),
    ),
  );
}

/** What is wrong with single cells of a table, and with its rows among each other. */
function cells(table, answers) {
  const rows = answers.rows(table.id), found = [];
  if (table.free && !rows.length) found.push(hard("no_rows", table, "", []));
  for (const row of rows) {
    for (const column of table.columns) {
      if (column.total === null && !column.barred.includes(row.id)) found.push(...cell(table, row, column, answers));
    }
  }
  found.push(...twice(table, rows, answers));
  if (table.unit_column === null) return found;
  for (const row of rows) {
    const value = answers.text(table.id, row.id, table.unit_column), owner = answers.owner(value);
    if (owner !== null) found.push(hard("taken", table, row.id, [table.unit_column], { value, owner }));
  }
  return found;
}

function cell(table, row, column, answers) {
  const say = (check, places) => hard(check, table, row.id, [column.id], places);
  if (!answers.answered(table.id, row.id, column.id)) {
    return column.required && answers.missing(table.id, row, column) ? [say(column.nothing ? "required_or_nothing" : "required")] : [];
  }
  const value = answers.text(table.id, row.id, column.id), problem = answers.problem(column, value);
  if (problem !== null) return [say(problem, { value })];
  const number = column.kind === "number" ? answers.number(table.id, row, column.id) : null;
  if (number === null) return [];
  const found = [];
  if (column.whole && number !== Math.floor(number)) found.push(say("whole"));
  if (column.minimum !== null && number < column.minimum) found.push(say("minimum", { limit: column.minimum }));
  if (column.maximum !== null && number > column.maximum) found.push(say("maximum", { limit: column.maximum }));
  return found;
}

function twice(table, rows, answers) {
  const seen = new Set(), found = [];
  for (const row of table.unique.length ? rows : []) {
    const texts = table.unique.map((column) => answers.text(table.id, row.id, column)), key = texts.join("\n");
    if (texts.every(Boolean) && seen.has(key)) found.push(hard("unique", table, row.id, table.unique));
    seen.add(key);
  }
  return found;
}

function ruled(rule, answers) {
  const found = [];
  for (const [place, rows] of answers.places(rule.table, rule.each)) {
    const [left, right] = [rule.left, rule.right].map((side) => answers.evaluate(side, rule.table, place, rule.each === "row"));
    if (left === null || right === null || holds(left, rule.relation, right)) continue;
    found.push({
      check: rule.id,
      severity: rule.soft ? "soft" : "hard",
      table: rule.table,
      row: place.id,
      cells: rows.flatMap((row) => rule.marks.map((column) => `${rule.table}/${row.id}/${column}`)),
      value: `${plain(left)} ${plain(right)}`,
      places: { left, right },
    });
  }
  return found;
}

/** Whether two numbers compare so; sums of decimals that differ by rounding only are equal. */
export function holds(left, relation, right) {
  const equal = Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left), Math.abs(right));
  return {
    "=": equal,
    "<=": equal || left < right,
    ">=": equal || left > right,
    "<": !equal && left < right,
    ">": !equal && left > right,
  }[relation];
}

function changed(change, answers) {
  const found = [];
  for (const row of answers.rows(change.table)) {
    for (const column of change.columns) {
      const value = answers.number(change.table, row, column), last = answers.last(change.table, row.id, column);
      if (value === null || last === null) continue;
      const moved = Math.abs(value - last);
      if (moved <= change.least || moved <= (change.percent / 100) * Math.abs(last)) continue;
      const percent = last ? Math.floor(((value - last) / Math.abs(last)) * 100 + 0.5) : null;
      found.push(soft(change.id, change.table, row, column, plain(value), { last, percent }));
    }
  }
  return found;
}

function outlying(outlier, answers) {
  const found = [];
  for (const row of answers.rows(outlier.table)) {
    const like = answers.like(outlier.id, row.id), value = answers.evaluate(outlier.value, outlier.table, row, true);
    if (like === null || value === null || !(like.mad > 0)) continue;
    const { low, high } = reach(outlier, like);
    if (value < low || value > high) found.push(soft(outlier.id, outlier.table, row, outlier.column, plain(value), { amount: value, low, high }));
  }
  return found;
}

/** Between what like units mostly are. */
export function reach(outlier, like) {
  const by = outlier.times * like.mad;
  return { low: like.median - by, high: like.median + by };
}
