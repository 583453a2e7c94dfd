// So that the page can be opened again without a network: its answers here, its files by the worker of this folder.

/** Milliseconds after a change until the page is kept. */
const PATIENCE = 800;

/**
 * @param {import("./store.js").Store} store @param {import("./outbox.js").Outbox} outbox
 * @param {import("./keeping.js").Keeping} keeping @param {string} worker address of the worker
 */
export function keepForOffline(store, outbox, keeping, worker) {
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    timer = setTimeout(() => keeping.keepPage({ ...store.doc, csrf: "", cells: Object.fromEntries(store.cells) }).catch(() => {}), PATIENCE);
  };
  store.addEventListener("cells", keep);
  keep();
  outbox.addEventListener("state", () => { if (outbox.problem === "gone") keeping.forgetPage().catch(() => {}); });
  if (!("serviceWorker" in navigator)) return; // only over HTTPS, or on this machine
  navigator.serviceWorker.register(worker, { scope: new URL("./", new URL(worker, location.href)).pathname }).then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => new URL(name).pathname.startsWith("/static/"));
    active.postMessage({ keep: [location.href.split("#")[0], ...files] });
  }).catch(() => {});
}
