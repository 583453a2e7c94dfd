// How a cell's value, its last period and times are written.
import { numberOf } from "./checks/answers.js";
import { fill, grouped } from "./checks/sentences.js";

/** Digits with separators, as many decimals as there are. */
export function digits(text) {
  if (numberOf(text) === null) return text;
  const [whole, decimals] = text.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (decimals === undefined ? "" : `.${decimals}`);
}

/** A cell as it stands in the grid. @param {object} words of the page */
export function shownText(store, address, words) {
  const column = store.column(address);
  if (column.total !== null) return totalText(store, address);
  const { value, nothing } = store.cell(address);
  if (nothing) return words.nothing;
  return valueText(store, column, value);
}

/** A kept value in words: a choice by its name, a number with separators. */
export function valueText(store, column, value) {
  if (column.kind === "number") return digits(value);
  if (column.kind === "choice") return store.text(column.choices.find(({ id }) => id === value)?.name) || value;
  return value;
}

/** The same as somebody edits it. */
export function rawText(store, address, words) {
  const column = store.column(address), { value } = store.cell(address);
  return column.kind === "number" && column.total === null && !store.cell(address).nothing ? value : shownText(store, address, words);
}

function totalText(store, address) {
  const [table, row, column] = address.split("/"), found = store.answers.row(table, row);
  const number = found ? store.answers.number(table, found, column) : null;
  return number === null ? "" : grouped(number);
}

/** A cell as a number; null where it is none. */
export function cellNumber(store, address) {
  const column = store.column(address), [table, row] = address.split("/");
  if (column.kind !== "number") return null;
  const found = store.answers.row(table, row);
  return found ? store.answers.number(table, found, column.id) : null;
}

/** The last period's value, and the difference in words; null where there is none. */
export function lastOf(store, address) {
  const [table, row, column] = address.split("/");
  const value = store.context.last?.[store.answers.lastAddress(table, row, column)];
  if (value === undefined || value === "") return null;
  const last = numberOf(value), now = cellNumber(store, address);
  let difference = "";
  if (last !== null && now !== null && now !== last) {
    const moved = now - last, percent = last ? Math.round((moved / Math.abs(last)) * 1000) / 10 : null;
    difference = `${moved > 0 ? "+" : "−"}${grouped(Math.abs(moved))}${percent === null ? "" : ` (${percent > 0 ? "+" : "−"}${Math.abs(percent)}%)`}`;
  }
  return { text: valueText(store, store.column(address), value), difference };
}

/** Where a cell is, in words. */
export function placeText(store, address, words) {
  const [table, row, column] = address.split("/"), declared = store.tables.get(table);
  const name = declared.free ? fill(words.row_number, { n: store.rowName(table, row) }) : store.rowName(table, row);
  return [name, store.text(declared.columns.find(({ id }) => id === column)?.name)].filter(Boolean).join(" · ");
}

/** A time of today as a clock, another day's with its date. */
export function when(moment, language) {
  const date = new Date(moment), locale = language === "zh" ? "zh-CN" : "en-GB";
  const clock = date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
  return date.toDateString() === new Date().toDateString() ? clock : `${date.toLocaleDateString(locale)} ${clock}`;
}
