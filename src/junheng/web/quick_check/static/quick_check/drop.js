// Takes a dropped file, sends it at once, and says what is happening; without scripts the field and button do the same.
for (const form of document.querySelectorAll('[data-module="drop"]')) drop(form);

function drop(form) {
  const input = form.querySelector('input[type="file"]'), status = form.querySelector('[role="status"]');
  const say = (text) => {
    const file = input.files[0];
    status.textContent = file ? text.replace("{file}", file.name).replace("{size}", Math.ceil(file.size / 1024).toLocaleString()) : "";
  };

  // The browser's own button speaks the browser's language, ours speaks the page's.
  const shown = form.querySelector("output");
  form.classList.add("own-button");
  form.querySelector(".zone label").hidden = shown.hidden = false;
  const name = () => { if (input.files.length) shown.textContent = input.files[0].name; };
  input.addEventListener("change", name);

  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("over"); });
  }
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove("over"); });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    name();
    form.requestSubmit(form.querySelector("#go"));
  });

  form.addEventListener("submit", (event) => {
    if (!event.submitter?.formNoValidate && input.files[0]?.size > Number(form.dataset.largest)) {
      event.preventDefault();
      status.textContent = form.dataset.tooLarge;
      return;
    }
    say(form.dataset.sending);
    setTimeout(() => say(form.dataset.computing), 1500);
  });
  addEventListener("pageshow", () => { status.textContent = ""; }); // back from the result
}
