// Handing the return in: everything stored first, what is missing shown, and once however often the button is pressed.
import { Gone, Offline, Refused, SignedOut } from "./api.js";
import { fill } from "./checks/sentences.js";

/** @param {?HTMLButtonElement} button @param {import("./api.js").Api} api @param {import("./grid.js").Desk} desk */
export function submitting(button, api, desk) {
  if (!button) return;
  let running = false;
  button.addEventListener("click", async () => {
    if (running) return;
    running = true;
    button.setAttribute("aria-disabled", "true");
    try {
      await submit(api, desk);
    } finally {
      running = false;
      button.removeAttribute("aria-disabled");
    }
  });
}

async function submit(api, desk) {
  const { store, outbox, words } = desk;
  for (const grid of desk.grids) grid.commit();
  if (!(await outbox.flush())) {
    desk.tell(outbox.failed ? words.submit_failed : words.submit_waiting);
    if (outbox.failed) desk.walk(1);
    return;
  }
  await desk.together.look();
  if (store.open.length) {
    const hard = store.open.filter(({ severity }) => severity === "hard").length;
    desk.walk(1);
    desk.tell(fill(words.submit_missing, { hard, soft: store.open.length - hard }));
    return;
  }
  try {
    await api.post("submit/", { version: store.doc.return.version });
    location.reload();
  } catch (error) {
    if (error instanceof Refused) {
      await desk.together.look();
      desk.tell(error.message);
    } else if (error instanceof Offline || error instanceof SignedOut || error instanceof Gone) {
      outbox.lost(error instanceof Offline ? "offline" : error instanceof SignedOut ? "signed_out" : "gone");
      desk.tell(words.submit_waiting);
    } else throw error;
  }
}
