// <form data-module="trial">: a slider beside each number, and the result below follows without loading the page again.
// The address follows too, so that it can be sent to someone; nothing is stored.
export default function trial(form) {
  let waiting = 0;
  let latest = 0;

  const show = async () => {
    const address = new URL(form.action || location.href);
    address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== "")).toString();
    const mine = ++latest;
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || mine !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("trial-result");
    if (!fresh) return;
    document.getElementById("trial-result").replaceWith(fresh);
    history.replaceState(null, "", address);
  };

  for (const number of form.querySelectorAll("input[type=number]")) {
    const slider = document.createElement("input");
    slider.type = "range";
    slider.className = "range";
    for (const name of ["min", "max", "step", "value"]) slider.setAttribute(name, number.dataset[name] ?? number.getAttribute(name) ?? "");
    slider.value = number.value;
    slider.setAttribute("aria-label", number.labels[0]?.textContent.trim() ?? "");
    number.before(slider);
    slider.addEventListener("input", () => {
      number.value = slider.value;
      number.dispatchEvent(new Event("input", { bubbles: true }));
    });
    number.addEventListener("input", () => (slider.value = number.value));
  }
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
}
