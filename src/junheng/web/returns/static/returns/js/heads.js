// Heads of a pasted block: which of its columns are which of the form's, and in which unit.
import { readNumber } from "./checks/values.js";
import { factorOf } from "./typing.js";

/** Rows of heads that a sheet may have above its figures. */
const DEEPEST = 6;
const TOTAL = /^(合计|总计|小计|共计|计|合計|total|totals|sum)$/;

/** A name without blanks, brackets and what stands in them. */
export const bare = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/[([【〔<][^)\]】〕>]*[)\]】〕>]/gu, "").replace(/[\s*:：、，,。.·_-]+/gu, "");

export const isTotal = (text) => TOTAL.test(bare(text));

/**
 * @typedef {object} Heads
 * @property {number} depth rows of the block that are heads
 * @property {(?string)[]} columns of the form, by the block's column; null where it is none
 * @property {(?number)[]} factors where a head names another unit
 * @property {{text: string, at: number}[]} unknown heads that the form does not have
 */

/**
 * The heads of a block; null where it begins with figures. A head may be merged over columns or rows: what is merged leaves empty cells.
 * @param {string[][]} block @param {object[]} columns of the table @param {object} units
 * @returns {?Heads}
 */
export function headsOf(block, columns, units) {
  const names = new Map(columns.flatMap(({ id, name }) => [name.zh, name.en, id].map((each) => [bare(each), id])));
  let best = null;
  for (let depth = 1; depth <= Math.min(DEEPEST, block.length - 1); depth += 1) {
    const found = match(block.slice(0, depth), names);
    if (found.count > (best?.count ?? 0)) best = { ...found, depth };
  }
  if (best === null || best.count < 2 && best.texts.filter(Boolean).length > 2) return null;
  let { depth } = best;
  while (depth < block.length - 1 && isUnderHead(block[depth], best.columns, columns, units)) depth += 1;
  const stated = block.slice(0, depth);
  return {
    depth,
    columns: best.columns,
    factors: best.columns.map((id, at) => (id === null ? null : factorAt(stated, at, columns.find((column) => column.id === id), units))),
    unknown: best.texts.map((text, at) => ({ text, at })).filter(({ text, at }) => text && best.columns[at] === null),
  };
}

function match(rows, names) {
  const width = Math.max(...rows.map((row) => row.length)), used = new Set(), columns = [], texts = [];
  for (let at = 0; at < width; at += 1) {
    const stack = rows.map((row) => row[at] ?? "").filter((text) => text.trim()), above = groupsOver(rows, at);
    const deepest = stack.at(-1) ?? "";
    const wanted = [bare(deepest), bare([...above, ...stack].join("")), ...(isTotal(deepest) ? [bare([...above, ...stack].at(-2) ?? "")] : [])];
    const id = wanted.map((each) => names.get(each)).find((each) => each !== undefined && !used.has(each)) ?? null;
    if (id !== null) used.add(id);
    columns.push(id);
    texts.push(deepest);
  }
  return { columns, texts, count: used.size };
}

/** Heads that are merged over a column from further left. */
function groupsOver(rows, at) {
  return rows.slice(0, -1).flatMap((row) => {
    if ((row[at] ?? "").trim()) return [];
    for (let left = at - 1; left >= 0; left -= 1) if ((row[left] ?? "").trim()) return [row[left]];
    return [];
  });
}

/** A row of units, or of the numbers 1, 2, 3 … that official tables give their columns. */
function isUnderHead(row, matched, columns, units) {
  const stated = row.map((text, at) => [text.trim(), matched[at] ?? null]).filter(([text]) => text);
  const own = stated.filter(([, id]) => id !== null);
  if (!own.length) return stated.length === 0;
  const isUnit = ([text, id]) => factorOf(text, units[columns.find((column) => column.id === id).unit]) !== null && readNumber(text).kind !== "number";
  if (own.every(isUnit)) return true;
  const numbers = own.map(([text]) => Number(text));
  return numbers.length > 3 && numbers.every((number, at) => Number.isInteger(number) && (at === 0 || number === numbers[at - 1] + 1)) && numbers[0] <= 3;
}

/** What the heads over a column say of its unit: in brackets, in a row of its own, or once for all money of the sheet. */
function factorAt(rows, at, column, units) {
  const unit = units[column.unit];
  if (!unit) return null;
  const over = [...groupsOver([...rows, []], at), ...rows.map((row) => row[at] ?? "")];
  const own = over.flatMap((text) => [...text.normalize("NFKC").matchAll(/[([【〔<]([^)\]】〕>]*)[)\]】〕>]/gu)].map((found) => found[1]).concat(text));
  const whole = rows.flat().filter((text) => /^[([]?(计量)?单位|^[([]?unit/iu.test(text.normalize("NFKC").trim()));
  for (const text of [...own.reverse(), ...whole]) {
    const factor = factorOf(text, unit);
    if (factor !== null && readNumber(text).kind !== "number") return factor;
  }
  return null;
}
