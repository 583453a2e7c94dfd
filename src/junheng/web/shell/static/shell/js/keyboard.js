// Single keys: off while someone types, and switchable on this device.
export const typing = () => document.activeElement?.matches("textarea, select, input:not([type=checkbox], [type=radio])") || document.activeElement?.isContentEditable;

export const switchedOn = () => localStorage.getItem("single-keys") !== "off";

export function onKey(key, action) {
  addEventListener("keydown", (event) => {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || typing() || !switchedOn()) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    action(event);
  });
}
