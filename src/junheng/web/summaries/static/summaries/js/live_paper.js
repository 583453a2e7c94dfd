// <form data-module="live-paper">: the paper and the outline follow the template while somebody writes; a double click on
// the paper goes to the line that made it. Leaving with words that are not saved asks first.
const WAIT = 500;

export default function livePaper(form) {
  const words = form.elements.template;
  const saved = words.value;
  let waiting = 0;
  let latest = 0;
  let leaving = false;

  const show = async () => {
    const mine = ++latest;
    const body = new FormData(form);
    body.set("preview", "live");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    } catch {
      return; // no connection: the paper stays as it was, and saving will say so
    }
    if (mine !== latest || ![200, 422].includes(answer.status)) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [fresh, wrong, paper] = [page.getElementById("shown"), page.querySelector(".errsum"), document.getElementById("shown")];
    if (!fresh) return;
    if (wrong && !fresh.querySelector(".official")) {
      paper.querySelector(".errsum")?.remove(); // the last good paper stays below what is wrong
      paper.prepend(wrong);
      return;
    }
    paper.replaceWith(fresh);
    const outline = page.getElementById("outline");
    if (outline) document.getElementById("outline").replaceWith(outline);
  };

  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, WAIT);
  });
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && words.value !== saved) event.preventDefault();
  });
  document.addEventListener("dblclick", (event) => {
    const line = Number(event.target.closest("#shown [data-line]")?.dataset.line);
    if (line) goTo(words, line);
  });
}

function goTo(words, line) {
  const before = words.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const end = words.value.indexOf("\n", before);
  words.focus();
  words.setSelectionRange(before, end < 0 ? words.value.length : end);
  words.scrollTop = (words.scrollHeight / words.value.split("\n").length) * Math.max(0, line - 4);
}
