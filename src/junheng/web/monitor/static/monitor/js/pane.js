// A click on a figure opens its trace beside the page; Esc closes it and returns to the figure. With a modifier key, or
// when the server does not answer, the link is followed as any other.
import { onKey } from "../../shell/js/keyboard.js";

export default function tracePane(pane) {
  let opener = null;

  const close = () => {
    if (pane.hidden) return;
    pane.hidden = true;
    pane.replaceChildren();
    opener?.removeAttribute("aria-expanded");
    if (opener?.isConnected) opener.focus();
    opener = null;
  };

  const open = async (link) => {
    const address = new URL(link.href);
    address.searchParams.set("pane", "1");
    let answer;
    try {
      answer = await fetch(address, { headers: { Accept: "text/html" } });
    } catch {
      answer = null;
    }
    if (!answer?.ok || answer.redirected) return void (location.href = link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!pane.contains(link)) {
      opener?.removeAttribute("aria-expanded");
      opener = link;
      link.setAttribute("aria-expanded", "true");
    }
    pane.replaceChildren(...page.body.children);
    pane.hidden = false;
    pane.scrollTop = 0;
    pane.querySelector("h2")?.focus();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]") && pane.contains(event.target)) return close();
    const link = event.target.closest("a.fig");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!new URL(link.href).pathname.includes("/trace/")) return;
    event.preventDefault();
    open(link);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) close();
  });
  onKey("t", () => {
    const link = document.activeElement?.closest("a.fig") ?? document.activeElement?.closest("tr")?.querySelector("a.fig") ?? document.querySelector("main a.fig[href*='/trace/']");
    if (link) open(link);
  });
}
