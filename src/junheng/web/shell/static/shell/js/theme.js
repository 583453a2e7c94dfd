// Changes the theme on the spot; the form behind it keeps the choice, with or without scripts.
export default function theme(menu) {
  menu.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target, chosen = event.submitter.value, data = new FormData(form);
    data.set("theme", chosen);
    document.documentElement.dataset.theme = chosen;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === event.submitter));
    menu.open = false;
    menu.querySelector("summary").focus();
    fetch(form.action, { method: "POST", body: data, redirect: "manual" });
  });
  addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });
}
