// The calculation of a figure when it is pointed at, touched or stepped to; and findings by their severity. Without scripts a figure
// has it as its title, and all findings are listed.
for (const text of document.querySelectorAll('[data-module="marked"]')) marked(text);
for (const group of document.querySelectorAll('[data-module="sifted"]')) sifted(group);

function marked(text) {
  const figures = [...text.querySelectorAll(".figure")], bar = text.parentElement.querySelector(".calculation");
  for (const figure of figures) {
    figure.dataset.said = figure.title;
    figure.removeAttribute("title");
    if (!figure.href) figure.tabIndex = -1;
  }
  let last = null;
  const show = (figure) => {
    bar.textContent = figure ? `${figure.textContent}：${figure.dataset.said}` : "";
    bar.hidden = !figure;
    last = figure || last;
  };
  const under = (event) => event.target.closest?.(".figure");
  text.addEventListener("pointerover", (event) => { if (under(event)) show(under(event)); });
  text.addEventListener("pointerleave", () => { if (!text.contains(document.activeElement)) show(null); });
  text.addEventListener("focusin", (event) => { if (under(event)) show(under(event)); });
  text.addEventListener("focusout", () => show(null));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return show(null);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || !figures.length) return;
    event.preventDefault();
    const at = figures.indexOf(under(event) || last);
    figures[Math.min(Math.max(at + step, 0), figures.length - 1)].focus();
  });
}

function sifted(group) {
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const shown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", shown);
    for (const one of document.querySelectorAll(`.said li[data-state="${button.value}"]`)) one.hidden = !shown;
  });
}
