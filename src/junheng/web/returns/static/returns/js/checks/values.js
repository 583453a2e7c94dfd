// From what was typed to what is kept: the same as junheng.packs.forms.values on the server.

/** Characters in one cell. */
export const LONGEST = 500;

const HIDDEN = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]/gu;
const BLANK = "[\\s\\x1c-\\x1f\\x85]";
const BLANKS = new RegExp(`${BLANK}+`, "gu");
const EDGES = new RegExp(`^${BLANK}+|${BLANK}+$`, "gu");
const QUOTES = /^['’‘`]+/u;
const PLACEHOLDERS = new Set(["-", "--", "—", "——", "/", "\\", "无", "空", "n/a", "na", "nan", "null", "none", "...", "…", "*", "#n/a"]);
const NUMBER = "[+-]?(?:\\d+|\\d{1,3}(?:,\\d{3})+)?(?:\\.\\d+)?(?:[eE][+-]?\\d+)?";
const SCALED = new RegExp(`^(${NUMBER})(百万|千万|十万|万|萬|亿|億|千|百|%|‰)?$`, "u");
const SCALES = { 百: 1e2, 千: 1e3, 万: 1e4, 萬: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 億: 1e8 };

/** @param {string} text */
export const trim = (text) => text.replace(EDGES, "");

/**
 * A number and its kind from the text of one cell.
 * @param {string} text
 * @returns {{number: ?number, kind: "number"|"percent"|"placeholder"|"invalid"}}
 */
export function readNumber(text) {
  const tidy = text.normalize("NFKC").replace(HIDDEN, "").replace(BLANKS, "").replace(QUOTES, "").replaceAll("−", "-");
  if (!tidy) return { number: null, kind: "number" };
  if (PLACEHOLDERS.has(tidy.toLowerCase()) || PLACEHOLDERS.has(trim(text))) return { number: null, kind: "placeholder" };
  const match = SCALED.exec(tidy);
  if (match === null || !/\d/.test(match[1])) return { number: null, kind: "invalid" };
  const number = Number(match[1].replaceAll(",", ""));
  if (!Number.isFinite(number)) return { number: null, kind: "invalid" };
  if (match[2] === "%" || match[2] === "‰") return { number: match[2] === "%" ? number : number / 10, kind: "percent" };
  // 1.2 万 is 12000 and not 12000.000000000002: scaling goes through the decimal text
  return { number: match[2] ? Number((number * SCALES[match[2]]).toPrecision(15)) : number, kind: "number" };
}

/** A code without what typing and pasting left around it. */
export const readCode = (text) => trim(trim(text.normalize("NFKC").replace(HIDDEN, "")).replace(QUOTES, ""));

/** A name without blanks around it and line breaks within it. */
export const readText = (text) => trim(text.replace(HIDDEN, "").replace(BLANKS, " "));

/**
 * A number as the shortest digits that mean it, never with an exponent.
 * @param {number} number
 */
export function plain(number) {
  if (Number.isInteger(number)) return String(BigInt(number));
  const text = Math.abs(number) < 1e-4 ? number.toFixed(20).replace(/0+$/, "").replace(/\.$/, "") : String(number);
  return text === "-0" ? "0" : text;
}

/**
 * What is kept of a typed text, and the name of the message where it does not fit its column's kind.
 * @param {object} column of a layout
 * @param {string} typed
 * @returns {[string, ?string]}
 */
export function read(column, typed) {
  if ([...typed].length > LONGEST) return [[...typed].slice(0, LONGEST).join(""), "length"];
  if (column.kind === "number") return readAmount(column, typed);
  if (column.kind === "code") return [readCode(typed), null];
  const tidy = readText(typed);
  return column.kind === "choice" && tidy ? readChoice(column, tidy) : [tidy, null];
}

function readAmount(column, typed) {
  const { number, kind } = readNumber(typed);
  if (kind === "number" || (kind === "percent" && column.unit === "%")) return [number === null ? "" : plain(number), null];
  return [readText(typed), { percent: "percent", placeholder: "placeholder" }[kind] ?? "number"];
}

function readChoice(column, tidy) {
  const wanted = folded(tidy);
  const found = column.choices.find(({ id, name }) => [folded(id), folded(name.zh), folded(name.en)].includes(wanted));
  return found ? [found.id, null] : [tidy, "choice"];
}

const folded = (text) => text.normalize("NFKC").replaceAll(" ", "").toLowerCase();
