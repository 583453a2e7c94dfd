// <form data-module="picker" data-into="ID">: figures that fit follow the words; a button writes the figure at the caret.
const WAIT = 200;

export default function picker(form) {
  const words = document.getElementById(form.dataset.into);
  let waiting = 0;
  let latest = 0;

  const find = async () => {
    const mine = ++latest;
    const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, { headers: { Accept: "text/html" } });
    if (!answer.ok || mine !== latest) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("picks");
    for (const button of fresh.querySelectorAll("[data-insert]")) button.hidden = false;
    form.querySelector("#picks").replaceWith(fresh);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, WAIT);
  });
  form.addEventListener("click", (event) => {
    const { insert, front } = event.target.closest("[data-insert]")?.dataset ?? {};
    if (!insert) return;
    words.setRangeText(insert, words.selectionStart, words.selectionEnd, "end");
    if (front) addFront(words, front);
    words.dispatchEvent(new Event("input", { bubbles: true }));
    words.focus();
  });
  form.closest("details").addEventListener("toggle", (event) => event.target.open && find(), { once: true });
}

// What a goal of the plan needs above the text, once: before the +++ that ends the front matter.
function addFront(words, front) {
  if (words.value.includes(front.split("\n", 1)[0])) return;
  const end = words.value.indexOf("\n+++", 3);
  if (end >= 0) words.setRangeText(front, end + 1, end + 1, "preserve");
}
