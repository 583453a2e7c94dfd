// <table data-module="copy">, and every table that is only read: Ctrl C of selected cells, or of the row that has the focus, puts
// them on the clipboard as tabs and lines, so that a spreadsheet takes them as cells. A button with data-copy="ID of the table" copies the picked rows, or all.
export default function copy(table) {
  let rows = null; // while the button copies
  const lines = () => {
    if (rows) return rows;
    const selection = getSelection();
    if (selection.isCollapsed) {
      const row = table.contains(document.activeElement) && document.activeElement.closest("tr");
      return row ? [row] : null;
    }
    const range = selection.getRangeAt(0);
    if (!table.contains(range.commonAncestorContainer)) return null; // more than the table is copied
    const touched = [...table.rows].filter((row) => range.intersectsNode(row));
    const cells = touched.flatMap((row) => [...row.cells]).filter((cell) => range.intersectsNode(cell));
    return cells.length > 1 ? touched : null; // within one cell, it is a text that is copied
  };

  document.addEventListener("copy", (event) => {
    if (document.activeElement?.matches("textarea, input:not([type=checkbox])") && !rows) return;
    const chosen = lines();
    if (!chosen || event.defaultPrevented) return;
    const range = !rows && !getSelection().isCollapsed ? getSelection().getRangeAt(0) : null;
    const text = chosen.map((row) => [...row.cells].filter((cell) => shown(cell) && (!range || range.intersectsNode(cell))).map(written).join("\t")).join("\r\n");
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });

  const button = table.id && document.querySelector(`[data-copy="${CSS.escape(table.id)}"]`);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const picked = [...table.tBodies[0].rows].filter((row) => row.querySelector("[name=pick]")?.checked);
    rows = picked.length ? [table.tHead.rows[0], ...picked] : [...table.rows];
    document.execCommand("copy"); // works without HTTPS too, where navigator.clipboard does not exist
    rows = null;
    const said = button.textContent;
    button.textContent = button.dataset.said;
    setTimeout(() => { button.textContent = said; }, 1500);
  });
}

const shown = (cell) => !cell.classList.contains("tick") && cell.offsetParent !== null;

// A number as a spreadsheet reads it; a text that it would run as a formula gets an apostrophe, as in files.
function written(cell) {
  const text = cell.innerText.replace(/\s+/g, " ").trim().replace(/^−(?=[\d.])/, "-");
  return /^[=+@]/.test(text) || /^-(?![\d.])/.test(text) ? `'${text}` : text;
}
