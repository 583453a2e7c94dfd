// Jump by name, code or pinyin initials: / or Ctrl K, arrows, Enter; Ctrl Enter in a new tab.
import { onKey } from "./keyboard.js";

export default function palette(opener) {
  const dialog = document.getElementById(opener.dataset.for);
  const input = dialog.querySelector("input"), list = dialog.querySelector("ul"), note = dialog.querySelector(".nothing");
  let timer = 0, asked = 0, answered = null; // what was typed when the list came

  const open = (event) => {
    event.preventDefault();
    if (dialog.open) return;
    input.value = "";
    answered = null;
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
    clearTimeout(timer);
    const turn = ++asked, typed = input.value;
    let entries = [];
    try {
      const answer = await fetch(`${dialog.dataset.url}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      ({ entries } = await answer.json());
      note.textContent = entries.length ? "" : dialog.dataset.nothing;
    } catch {
      note.textContent = dialog.dataset.failed;
    }
    if (turn !== asked) return; // a later answer came first
    answered = typed;
    input.setAttribute("aria-expanded", String(entries.length > 0));
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
    item.addEventListener("click", (event) => go(item, event.ctrlKey || event.metaKey));
    return item;
  }

  const go = (item, aside) => { if (aside) window.open(item.dataset.url, "_blank", "noopener"); else location.href = item.dataset.url; };

  // Whoever types fast and presses Enter means what was typed, not what an earlier letter found.
  async function enter(aside) {
    if (answered !== input.value) await search();
    if (answered === input.value && selected()) go(selected(), aside);
  }

  input.addEventListener("input", (event) => {
    if (event.isComposing) return; // an unfinished pinyin syllable is no query
    clearTimeout(timer);
    timer = setTimeout(search, 120);
  });
  input.addEventListener("compositionend", search);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options(), at = all.indexOf(selected()), last = all.length - 1;
    if (event.key === "ArrowDown") select(all[at < last ? at + 1 : 0]);
    else if (event.key === "ArrowUp") select(all[at > 0 ? at - 1 : last]);
    else if (event.key === "PageDown") select(all[Math.min(at + 8, last)]);
    else if (event.key === "PageUp") select(all[Math.max(at - 8, 0)]);
    else if (event.key === "Enter") enter(event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  });
}
