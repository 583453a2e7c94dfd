// The list of keys as a dialog, and G followed by a workspace's letter.
import { onKey, switchedOn, typing } from "./keyboard.js";

export default function keys(link) {
  const dialog = document.getElementById(link.dataset.for);
  const open = (event) => {
    event.preventDefault();
    // Only what is true on this page: a key is listed where what it works on is there.
    for (const key of dialog.querySelectorAll("[data-where]")) key.hidden = !document.querySelector(key.dataset.where);
    dialog.showModal();
  };
  link.addEventListener("click", open);
  onKey("?", open);

  let waiting = false;
  onKey("g", () => { waiting = true; setTimeout(() => { waiting = false; }, 1500); });
  // Before the keys of the page: a letter after G means a workspace.
  addEventListener("keydown", (event) => {
    if (!waiting || event.key === "g" || typing() || !switchedOn()) return;
    waiting = false;
    const workspace = document.querySelector(`.ws [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!workspace) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    workspace.click();
  }, true);
}
