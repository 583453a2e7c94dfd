// The switch for single keys.
import { switchedOn } from "./keyboard.js";

export default function singleKeys(box) {
  box.checked = switchedOn();
  box.addEventListener("change", () => localStorage.setItem("single-keys", box.checked ? "on" : "off"));
}
