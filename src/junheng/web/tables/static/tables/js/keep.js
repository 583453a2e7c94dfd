// <form data-module="keep" id="…">: what was typed stays on this device until the browser is closed or it was taken, so that it comes
// back when the session ended, the network failed or the page was left. A field is filled only where it still holds what it held.
export default function keep(form) {
  const place = `kept ${location.pathname} ${form.id}`;
  const fields = () => [...form.elements].filter((field) => field.name && !/^(hidden|file|password|submit|button)$/.test(field.type) && field.type !== "fieldset");
  const value = (field) => (/^(checkbox|radio)$/.test(field.type) ? String(field.checked) : field.value);
  const name = (field) => (field.type === "radio" || field.type === "checkbox" ? `${field.name} ${field.value}` : field.name);
  const began = new Map(fields().map((field) => [name(field), value(field)]));

  const kept = JSON.parse(sessionStorage.getItem(place) ?? "{}");
  let back = false;
  for (const field of fields()) {
    const stored = kept[name(field)];
    if (!stored || stored.began !== value(field) || stored.typed === stored.began) continue;
    if (/^(checkbox|radio)$/.test(field.type)) field.checked = stored.typed === "true";
    else field.value = stored.typed;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    back = true;
  }
  if (back) form.querySelector("[data-kept]")?.removeAttribute("hidden");
  else sessionStorage.removeItem(place);

  form.addEventListener("input", () => {
    const typed = fields().filter((field) => value(field) !== began.get(name(field))).map((field) => [name(field), { began: began.get(name(field)), typed: value(field) }]);
    if (typed.length) sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(typed)));
    else sessionStorage.removeItem(place);
  });
}
