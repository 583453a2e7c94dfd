// Links with data-hotkey are followed by that key, while nobody types: J and K to the next and previous unit, E for the
// table as a file, D for what moved, T for a trace.
import { onKey } from "../../shell/js/keyboard.js";

export default function hotkeys() {
  for (const link of document.querySelectorAll("a[data-hotkey]")) onKey(link.dataset.hotkey, () => link.click());
}
