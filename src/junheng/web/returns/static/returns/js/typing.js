// What somebody typed or pasted, as a cell keeps it: the mark "nothing to report", and amounts that name their unit.
import { plain, read, readNumber, trim } from "./checks/values.js";

/** How "nothing to report" is typed, as in the Excel template. */
const NOTHING = new Set(["无", "nothing"]);
const SCALES = { 十: 10, 百: 100, 千: 1e3, 万: 1e4, 萬: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 億: 1e8 };

const folded = (text) => trim(text.normalize("NFKC")).toLowerCase();

/**
 * By what an amount under a label is multiplied to be in a column's unit; null where the label is no unit that fits.
 * @param {string} label such as 万元, 千册 or 亩
 * @param {?{labels: Object<string, number>, size: number}} unit the column's, with the labels that fit it
 */
export function factorOf(label, unit) {
  const text = folded(label).replace(/^(计量)?单位:?|^unit:?/u, "").trim().replace(/^[([<【〔]|[)\]>】〕]$/gu, "").trim();
  if (!unit || !text) return null;
  if (Object.hasOwn(unit.labels, text)) return unit.labels[text];
  const scale = Object.keys(SCALES).filter((each) => text.startsWith(each)).sort((a, b) => b.length - a.length)[0];
  if (!scale) return null;
  const rest = text.slice(scale.length).trim();
  if (!rest) return SCALES[scale] / unit.size;
  return Object.hasOwn(unit.labels, rest) ? SCALES[scale] * unit.labels[rest] : null;
}

/**
 * @param {object} column of the layout
 * @param {string} text as typed
 * @param {object} units by name: labels that fit and the unit's own size
 * @param {?number} headFactor where a pasted column's head named another unit
 * @returns {{value: string, nothing: boolean, converted: boolean}}
 */
export function typedValue(column, text, units, headFactor = null) {
  if (column.nothing && NOTHING.has(folded(text))) return { value: "", nothing: true, converted: false };
  const said = column.kind === "number" ? amountIn(text, units[column.unit], headFactor) : null;
  if (said === null) return { value: read(column, text)[0], nothing: false, converted: false };
  return { value: plain(said), nothing: false, converted: true };
}

/** An amount that names a unit itself, or stands under a head that does; null where neither changes it. */
function amountIn(text, unit, headFactor) {
  const own = readNumber(text);
  if (own.kind === "number") {
    if (own.number === null) return null;
    if (/[百千万萬亿億]/u.test(text)) return unit && unit.size !== 1 ? exact(own.number / unit.size) : null; // 3 亿 in a column in 万元
    return headFactor === null || headFactor === 1 ? null : exact(own.number * headFactor);
  }
  if (own.kind !== "invalid" || !unit) return null;
  const tidy = folded(text);
  // the longest label first: 1.2 万元 is 1.2 of 万元
  for (let at = 1; at < tidy.length; at += 1) {
    const label = tidy.slice(at).trim(), before = readNumber(tidy.slice(0, at));
    if (before.kind === "number" && before.number !== null && Object.hasOwn(unit.labels, label)) return exact(before.number * unit.labels[label]);
  }
  return null;
}

/** Decimal digits as people would write them: 1.2 × 10,000 is 12,000. */
const exact = (number) => Number(number.toPrecision(15));
