// Jump by name, code or pinyin initials: / or Ctrl K, arrows, Enter.
import { onKey } from "./keyboard.js";

export default function palette(opener) {
  const dialog = document.getElementById(opener.dataset.for);
  const input = dialog.querySelector("input"), list = dialog.querySelector("ul"), note = dialog.querySelector(".nothing");
  let timer = 0, asked = 0;

  const open = (event) => {
    event.preventDefault();
    if (dialog.open) return;
    input.value = "";
    dialog.showModal();
    search();
  };
  opener.addEventListener("click", open);
  opener.addEventListener("keydown", (event) => { if (event.key === " ") open(event); });
  onKey("/", open);
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) open(event);
  });

  const options = () => [...list.children];
  const select = (option) => {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  };
  const selected = () => list.querySelector('[aria-selected="true"]');

  async function search() {
    const turn = ++asked;
    let entries = [];
    try {
      const answer = await fetch(`${dialog.dataset.url}?q=${encodeURIComponent(input.value)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      ({ entries } = await answer.json());
      note.textContent = entries.length ? "" : dialog.dataset.nothing;
    } catch {
      note.textContent = dialog.dataset.failed;
    }
    if (turn !== asked) return; // a later answer came first
    list.replaceChildren(...entries.map(row));
    select(list.firstElementChild);
  }

  function row(entry, index) {
    const item = document.createElement("li");
    item.id = `palette-${index}`;
    item.setAttribute("role", "option");
    item.dataset.url = entry.url;
    for (const [name, text] of [["kind", entry.kind], ["name", entry.name], ["end", [entry.detail, entry.code].filter(Boolean).join(" · ")]]) {
      const part = document.createElement("span");
      part.className = name;
      part.textContent = text;
      item.append(part);
    }
    item.addEventListener("click", () => { location.href = entry.url; });
    return item;
  }

  input.addEventListener("input", (event) => {
    if (event.isComposing) return; // an unfinished pinyin syllable is no query
    clearTimeout(timer);
    timer = setTimeout(search, 120);
  });
  input.addEventListener("compositionend", search);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options(), at = all.indexOf(selected());
    if (event.key === "ArrowDown") select(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") select(all[(at - 1 + all.length) % all.length]);
    else if (event.key === "Enter") selected()?.click();
    else return;
    event.preventDefault();
  });
}
