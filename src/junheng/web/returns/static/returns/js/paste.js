// Where each cell of a pasted block goes, and what cannot go anywhere: nothing is dropped without a word.
import { bare, headsOf, isTotal } from "./heads.js";
import { LONGEST } from "./checks/values.js";
import { typedValue } from "./typing.js";

const DIGITS = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/**
 * @typedef {object} Plan
 * @property {{row: string, column: string, value: string, nothing: boolean}[]} changes
 * @property {string[]} added names of rows that it adds
 * @property {{text: string, why: string, where: string}[]} skipped why: outside, head, total, long, full, row, or what `locked` says
 * @property {number} heads rows that were heads
 * @property {number} converted cells whose unit was another one
 */

/**
 * @param {string[][]} block as `parseBlock` reads it
 * @param {object} sheet
 * @param {object} sheet.table of the layout
 * @param {string[]} sheet.rows names of its rows as they stand
 * @param {{row: number, column: number}} sheet.at the cell in which the block begins
 * @param {object} sheet.units labels that fit each unit
 * @param {() => string} sheet.newRow the next free row's name
 * @param {(row: string, column: string) => ?string} sheet.locked why a cell cannot be written
 * @returns {Plan}
 */
export function planPaste(block, sheet) {
  const heads = headsOf(block, sheet.table.columns, sheet.units);
  const plan = { changes: [], added: [], skipped: [], heads: heads?.depth ?? 0, converted: 0 };
  const body = block.slice(plan.heads);
  const columns = heads?.columns ?? beside(sheet, body);
  const rows = rowsFor(body, columns, sheet, plan);
  body.forEach((texts, at) => {
    if (rows[at] === null) return;
    texts.forEach((text, place) => {
      if (columns[place]) put(text, { row: rows[at], column: columns[place], factor: heads?.factors[place] ?? null }, sheet, plan);
      else if (place >= columns.length && text.trim()) plan.skipped.push({ text: text.slice(0, 80), why: "outside", where: "" });
    });
  });
  const first = columns.findIndex((id) => id !== null);
  for (const { text, at } of heads?.unknown ?? []) {
    if (sheet.table.free || at > first) plan.skipped.push({ text, why: "head", where: "" });
  }
  return plan;
}

/** The columns from the active cell on; a first column that only names the rows is none of them. */
function beside({ table, at }, body) {
  const names = table.free ? 0 : body.filter((texts) => texts.length > 1 && rowNamed(texts[0], table) !== undefined).length;
  return [...(names >= body.length / 2 && names ? [null] : []), ...table.columns.slice(at.column).map((column) => column.id)];
}

/** The row that each line of the block goes into; null where it goes into none. */
function rowsFor(body, columns, sheet, plan) {
  const { table, rows, at } = sheet, first = columns.findIndex((id) => id !== null);
  const named = table.free ? [] : body.map((texts) => texts.slice(0, first).map((text) => rowNamed(text, table)).find((id) => id !== undefined));
  if (named.some((id) => id !== undefined)) return body.map((texts, line) => named[line] ?? skipLine(texts, first, plan));
  let next = at.row;
  return body.map((texts) => {
    if (texts.every((text) => !text.trim())) return rows[next++] ?? null;
    if (table.free && isTotal(texts.find((text) => text.trim()))) return skipLine(texts, texts.length, plan, "total");
    return nextRow(next++, texts, sheet, plan);
  });
}

function nextRow(index, texts, { table, rows, newRow }, plan) {
  if (index < rows.length) return rows[index];
  if (!table.free) return skipLine(texts, 0, plan, "outside");
  if (rows.length + plan.added.length >= table.most) return skipLine(texts, 0, plan, "full");
  plan.added.push(newRow());
  return plan.added.at(-1);
}

function skipLine(texts, first, plan, why = isTotal(texts.find((text) => text.trim()) ?? "") ? "total" : "row") {
  const text = texts.filter((each) => each.trim()).join(" ");
  if (text) plan.skipped.push({ text: text.slice(0, 80), why, where: "" });
  return null;
}

function rowNamed(text, table) {
  const wanted = grade(bare(text));
  if (!wanted) return undefined;
  const names = ({ id, name }) => [id, name.zh, name.en].map((each) => grade(bare(each)));
  const found = table.rows.filter((row) => names(row).includes(wanted));
  if (found.length) return found[0].id;
  const ends = /年级$/u.test(wanted) ? table.rows.filter((row) => names(row).some((each) => each.endsWith(wanted))) : [];
  return ends.length === 1 ? ends[0].id : undefined; // 一年级, where only one level has it
}

const grade = (text) => text.replace(/[一二三四五六七八九](?=年级)/u, (digit) => DIGITS[digit]);

function put(text, { row, column, factor }, sheet, plan) {
  const skip = (why) => plan.skipped.push({ text: text.slice(0, 80), why, where: `${sheet.table.id}/${row}/${column}` });
  const declared = sheet.table.columns.find(({ id }) => id === column), why = sheet.locked(row, column);
  if (why !== null) {
    if (text.trim()) skip(why);
  } else if ([...text].length > LONGEST) skip("long");
  else {
    const { value, nothing, converted } = typedValue(declared, text, sheet.units, factor);
    plan.converted += Number(converted);
    plan.changes.push({ row, column, value, nothing });
  }
}
