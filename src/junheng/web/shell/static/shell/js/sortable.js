// <table data-module="sortable">: heads with data-sort="text" or "number" sort the rows in the page.
// A cell may carry data-value for what it sorts by; empty values go last in both directions.
export default function sortable(table) {
  for (const head of table.tHead.rows[0].cells) {
    if (!head.dataset.sort) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sortBy(table, head));
  }
}

function sortBy(table, head) {
  const numeric = head.dataset.sort === "number", first = numeric ? "descending" : "ascending";
  const other = first === "ascending" ? "descending" : "ascending";
  const order = head.getAttribute("aria-sort") === first ? other : first;
  for (const cell of head.parentElement.cells) cell.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", order);

  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const key = (row) => { const cell = row.cells[head.cellIndex]; return cell.dataset.value ?? cell.textContent.trim(); };
  const compare = (a, b) => {
    const x = key(a), y = key(b);
    if (x === "" || y === "") return (x === "") - (y === "");
    return (numeric ? Number(x) - Number(y) : collator.compare(x, y)) * (order === "ascending" ? 1 : -1);
  };
  for (const body of table.tBodies) body.append(...[...body.rows].sort(compare));
}
