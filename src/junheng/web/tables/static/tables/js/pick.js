// <form data-module="pick">: says how many rows are picked, picks the whole page, and asks for a row before anything is sent.
export default function pick(form) {
  const boxes = () => [...form.elements].filter((element) => element.name === "pick");
  const all = form.elements.namedItem("all"), said = form.querySelector("output"), page = form.querySelector("[data-all]");
  const picked = () => boxes().filter((box) => box.checked);
  const show = () => {
    for (const box of boxes()) box.closest("tr").ariaSelected = box.checked || all.checked ? "true" : null;
    said.textContent = all.checked || picked().length ? form.dataset.said.replace("{n}", all.checked ? form.elements.namedItem("total").value : picked().length) : "";
    boxes()[0]?.setCustomValidity("");
  };
  page.hidden = false;
  page.addEventListener("click", () => {
    const every = picked().length < boxes().length;
    for (const box of boxes()) box.checked = every;
    show();
  });
  document.addEventListener("change", (event) => { if (event.target.form === form) show(); });
  form.addEventListener("submit", (event) => {
    if (all.checked || picked().length) return;
    event.preventDefault();
    boxes()[0]?.focus();
  });
  show();
}
