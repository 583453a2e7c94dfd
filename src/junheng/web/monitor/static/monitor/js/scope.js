// <div data-module="scope">: of the selectors of the context bar one is open at a time; Esc and a click elsewhere close it.
export default function scope(bar) {
  const all = [...bar.querySelectorAll("details")];
  const shut = (except) => all.filter((each) => each !== except).forEach((each) => each.removeAttribute("open"));
  for (const each of all) each.addEventListener("toggle", () => each.open && shut(each));
  document.addEventListener("click", (event) => bar.contains(event.target) || shut());
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = all.find((each) => each.open);
    shut();
    open?.querySelector("summary").focus();
  });
}
