// <table data-module="rows">: J and K walk the rows that have a link, Enter opens the row's first link.
import { onKey } from "./keyboard.js";

export default function rows(table) {
  const links = () => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.hidden).map((row) => row.querySelector("a[href]")).filter(Boolean);
  const step = (by) => () => {
    const all = links(), at = all.indexOf(document.activeElement);
    (at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by])?.focus();
  };
  if (document.querySelector('[data-module~="rows"]') !== table) return; // the page's first table has the keys
  onKey("j", step(1));
  onKey("k", step(-1));
}
