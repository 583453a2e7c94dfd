// What stands around the cells of a table: its name and tools, the choices of its columns, links to its other rows.
import { el } from "./dom.js";

/** @param {import("./grid.js").Grid} grid */
export function titleOf(grid) {
  const { words, store } = grid.desk, { table } = grid;
  const tools = table.free && store.editable ? [
    el("button", { type: "button", class: "btn sm", "data-add": true, click: () => grid.addRow() }, words.add_row),
    el("button", { type: "button", class: "btn sm", "data-remove": true, click: () => grid.removeRows() }, words.remove_rows),
  ] : [];
  return el("header", {}, el("h2", { id: `t-${table.id}` }, store.text(table.name)), el("div", { class: "end" }, ...tools));
}

/** What may be chosen, for the browser to offer while somebody types. @param {import("./grid.js").Grid} grid */
export const listsOf = (grid) => grid.columns.filter(({ kind }) => kind === "choice").map((column) =>
  el("datalist", { id: `l-${grid.table.id}-${column.id}` }, ...column.choices.map(({ name }) => el("option", { value: grid.store.text(name) }))));

/** Buttons for the other rows of a long table. @param {import("./grid.js").Grid} grid @param {number} count of pages @param {number} size of each */
export function pageLinks(grid, count, size) {
  const total = grid.rows.length;
  const go = (page) => () => {
    grid.page = page;
    grid.render();
  };
  const links = Array.from({ length: count }, (_, page) => {
    const text = `${page * size + 1}–${Math.min((page + 1) * size, total)}`;
    return page === grid.page ? el("span", { "aria-current": "page" }, text) : el("button", { type: "button", class: "btn sm", click: go(page) }, text);
  });
  return [...links, el("span", { class: "count" }, grid.desk.words.rows_in_all.replace("{n}", total))];
}
