// What each key does in the grid. "ready": a cell is chosen; "enter": typing has replaced it; "edit": the caret moves in it.

/**
 * @param {import("./grid.js").Grid} grid @param {KeyboardEvent} event @param {HTMLInputElement} input
 */
export function keyPressed(grid, event, input) {
  if (event.isComposing || event.keyCode === 229 || event.altKey) return; // an unfinished Chinese word is nobody's command
  const act = event.ctrlKey || event.metaKey ? CONTROL[event.key] : KEYS[event.key];
  if (act?.(grid, event, input)) event.preventDefault();
}

const ready = (grid) => grid.mode === "ready";
const step = (rows, columns) => (grid, event, input) => {
  if (grid.mode === "edit" || (grid.mode === "enter" && rows && input.list)) return false;
  const at = event.shiftKey && ready(grid) ? grid.block.end : grid.where(input.dataset.address);
  const to = { row: at.row + rows, column: at.column + columns };
  if (to.row >= 0 && to.row < grid.lines.length && to.column >= 0 && to.column < grid.fields.length) grid.go(to, event.shiftKey && ready(grid));
  else grid.commit();
  return true;
};

const jump = (where) => (grid, event, input) => {
  if (!ready(grid)) return false;
  const at = grid.where(input.dataset.address);
  grid.go({ ...at, ...where(grid, at) }, event.shiftKey);
  return true;
};

/** Cell by cell, and out of the table behind its last one. */
function tab(grid, event, input) {
  const { row, column } = grid.where(input.dataset.address), width = grid.fields.length;
  const next = row * width + column + (event.shiftKey ? -1 : 1);
  grid.commit();
  if (next < 0 || next >= grid.lines.length * width) return false;
  grid.go({ row: Math.floor(next / width), column: next % width });
  return true;
}

/** Down; behind the last row of a free table begins another one. */
function enter(grid, event, input) {
  const at = grid.where(input.dataset.address);
  grid.commit();
  const row = at.row + (event.shiftKey ? -1 : 1);
  if (row >= 0 && row < grid.lines.length) grid.go({ ...at, row });
  else if (row > 0 && grid.table.free && grid.columns.some((_, column) => grid.store.answers.answered(grid.table.id, grid.rows[at.row], grid.columns[column].id))) grid.addRow();
  return true;
}

function clear(grid) {
  if (!ready(grid)) return false;
  grid.block.clear();
  return true;
}

const last = (list) => list.length - 1;
const KEYS = {
  ArrowUp: step(-1, 0),
  ArrowDown: step(1, 0),
  ArrowLeft: step(0, -1),
  ArrowRight: step(0, 1),
  Tab: tab,
  Enter: enter,
  Home: jump(() => ({ column: 0 })),
  End: jump((grid) => ({ column: last(grid.fields) })),
  PageDown: jump((grid, { row }) => ({ row: Math.min(row + 20, last(grid.lines)) })),
  PageUp: jump((_, { row }) => ({ row: Math.max(row - 20, 0) })),
  Delete: clear,
  Backspace: clear,
  F2: (grid, _, input) => { grid.edit(input); return true; },
  Escape(grid, _, input) {
    if (ready(grid)) grid.block.start(grid.where(input.dataset.address));
    else grid.restore(input);
    return true;
  },
};

const CONTROL = {
  Home: jump(() => ({ row: 0, column: 0 })),
  End: jump((grid) => ({ row: last(grid.lines), column: last(grid.fields) })),
  a: (grid) => ready(grid) && grid.block.all(),
  Delete(grid) {
    if (!ready(grid) || !grid.table.free) return false;
    grid.removeRows();
    return true;
  },
};
