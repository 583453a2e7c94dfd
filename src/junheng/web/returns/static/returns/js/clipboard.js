// Blocks of cells as spreadsheets put them on the clipboard: tabs, CRLF, quoted cells, and a line break at the very end.

/**
 * Rows of texts. The one final line break that Excel adds is no row.
 * @param {string} text
 * @returns {string[][]}
 */
export function parseBlock(text) {
  const rows = [[]];
  let at = 0;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  while (at <= source.length) {
    const [cell, end] = source[at] === '"' ? quoted(source, at) : bare(source, at);
    rows.at(-1).push(cell);
    if (source[end] === "\n") rows.push([]);
    at = end + 1;
  }
  return rows;
}

function bare(source, at) {
  let end = at;
  while (end < source.length && source[end] !== "\t" && source[end] !== "\n") end += 1;
  return [source.slice(at, end), end];
}

/** A cell in quotes, in which tabs and line breaks are text; a lone quote at the start of a cell is only a letter. */
function quoted(source, at) {
  for (let end = at + 1; end < source.length; end += 1) {
    if (source[end] !== '"') continue;
    if (source[end + 1] === '"') end += 1;
    else if (end + 1 === source.length || source[end + 1] === "\t" || source[end + 1] === "\n") {
      return [source.slice(at + 1, end).replaceAll('""', '"'), end + 1];
    } else break;
  }
  return bare(source, at);
}

/** @param {string[][]} rows @returns {string} as a spreadsheet takes it; several rows end with a line break, as Excel's do */
export function writeBlock(rows) {
  const cell = (text) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join("\t")).join("\r\n") + (rows.length > 1 ? "\r\n" : "");
}
