// The list of keys as a dialog, and G followed by a workspace's letter.
import { onKey, switchedOn, typing } from "./keyboard.js";

export default function keys(link) {
  const dialog = document.getElementById(link.dataset.for);
  const open = (event) => { event.preventDefault(); dialog.showModal(); };
  link.addEventListener("click", open);
  onKey("?", open);

  let waiting = false;
  onKey("g", () => { waiting = true; setTimeout(() => { waiting = false; }, 1500); });
  addEventListener("keydown", (event) => {
    if (!waiting || event.key === "g" || typing() || !switchedOn()) return;
    waiting = false;
    document.querySelector(`.ws [data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
  });
}
