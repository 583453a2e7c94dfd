// <div data-module="dots" data-unit-url="…/unit/CODE/?…">: a click on a dot opens its unit. The table below has the same links.
export default function dots(element) {
  element.addEventListener("click", (event) => {
    const dot = event.target.closest("[data-unit]");
    if (dot) location.href = element.dataset.unitUrl.replace("CODE", encodeURIComponent(dot.dataset.unit));
  });
}
