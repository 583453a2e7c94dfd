// The page on which a return is filled in: puts its parts together. Everything on it comes from one JSON document.
import { Api, Offline } from "./api.js";
import { el } from "./dom.js";
import { Findings } from "./findings.js";
import { Grid } from "./grid.js";
import { History } from "./history.js";
import { Keeping } from "./keeping.js";
import { listenForKeys } from "./page_keys.js";
import { keepForOffline } from "./offline.js";
import { Outbox } from "./outbox.js";
import { Pane } from "./pane.js";
import { reportOf } from "./report.js";
import { placeText } from "./shown.js";
import { Status } from "./status.js";
import { Store } from "./store.js";
import { submitting } from "./submitting.js";
import { Together } from "./together.js";
import { fill } from "./checks/sentences.js";

const root = document.getElementById("entry");
const part = (name) => document.getElementById(name);
const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const api = new Api(root.dataset.base, Number(root.dataset.user));
const keeping = new Keeping(api.user, Number(root.dataset.return));

/** From the server; without a network as it was when this browser last heard of it. */
async function load() {
  try {
    return await api.load();
  } catch (error) {
    const kept = error instanceof Offline ? await keeping.page().catch(() => null) : null;
    if (kept) return kept;
    throw error;
  }
}

function start(doc) {
  const store = new Store(doc, language), history = new History(store), outbox = new Outbox(store, api, keeping), words = doc.words;
  const desk = {
    store, history, outbox, words, units: doc.units, others: new Map(), active: null, showLast: localStorage.getItem("returns-last") !== "off",
    place: (address) => `${store.text(store.tables.get(address.split("/")[0]).name)} · ${placeText(store, address, words)}`,
    tell: (text) => { part("message").replaceChildren(text); },
    report: (plan) => part("message").replaceChildren(...reportOf(plan, desk)),
    arrive(address, grid) { desk.active = address; pane.show(address, grid); },
    goTo(address) {
      const grid = grids.find((each) => each.where(address));
      if (grid) grid.go(grid.where(address));
      else desk.goToTable(address.split("/")[0]);
    },
    goToTable(table) {
      const grid = grids.find((each) => each.table.id === table);
      if (grid.rows.length) grid.go({ row: 0, column: 0 });
      else grid.root.querySelector("[data-add]")?.focus();
    },
    walk: (by) => findings.walk(by),
    paintAll() { for (const grid of grids) grid.paint(null); pane.render(); },
    async reopen(addresses) {
      try {
        await api.post("reopen/", { addresses: addresses.filter((address) => store.locked(address) === "approved") });
        await together.look();
      } catch (error) { desk.tell(error.message || words.offline); }
    },
  };
  const grids = store.layout.tables.map((table) => new Grid(table, desk));
  part("tables").replaceChildren(...grids.map(({ root: section }) => section));
  const pane = new Pane(part("pane"), desk), findings = new Findings(part("findings"), desk);
  new Status(part("status"), part("notice"), outbox, desk, root.dataset.signIn);
  const together = new Together(part("people"), api, outbox, desk);
  desk.pane = pane;
  desk.together = together;
  desk.grids = grids;

  const draw = () => {
    for (const grid of grids) grid.bringUpToDate();
    pane.render();
    findings.render();
    tools();
  };
  for (const type of ["cells", "rows"]) store.addEventListener(type, draw);
  store.addEventListener("standing", () => {
    for (const grid of grids) grid.commit(); // what is being typed is kept, and said to be closed after the page has come back
    outbox.keptSoFar.then(() => location.reload());
  });
  outbox.addEventListener("unsaid", ({ detail }) => desk.tell(fill(words.unsaid, detail)));
  outbox.addEventListener("closed", ({ detail }) => { desk.tell(detail); draw(); });
  const tools = toolbar(desk);
  listenForKeys(desk);
  submitting(part("submit"), api, desk);
  nothingBox(api, desk);
  keepForOffline(store, outbox, keeping, root.dataset.worker);

  outbox.bringBack().then((count) => {
    if (count) desk.tell(fill(words.brought_back, { n: count }));
    draw();
    root.dataset.ready = "true";
  });
}

/** Undo, redo, last period, and the walk through the findings. @returns {() => void} brings the buttons up to date */
function toolbar(desk) {
  const { history, words } = desk;
  const turn = (which) => () => desk.turn(which);
  desk.turn = (which) => {
    const turned = history[which]();
    if (turned) desk.tell(fill(words[which === "undo" ? "undone" : "redone"], { n: turned.step.changes.length - turned.kept }) + (turned.kept ? ` ${fill(words.kept_theirs, { n: turned.kept })}` : ""));
  };
  const [undo, redo, last] = ["undo", "redo", "last"].map(part);
  undo.addEventListener("click", turn("undo"));
  redo.addEventListener("click", turn("redo"));
  part("next").addEventListener("click", () => desk.walk(1));
  part("previous").addEventListener("click", () => desk.walk(-1));
  last.addEventListener("click", () => {
    desk.showLast = !desk.showLast;
    localStorage.setItem("returns-last", desk.showLast ? "on" : "off");
    show();
    desk.paintAll();
  });
  function show() {
    undo.disabled = !history.canUndo;
    redo.disabled = !history.canRedo;
    last.setAttribute("aria-pressed", String(desk.showLast));
    part("tables").dataset.last = desk.showLast ? "on" : "off";
  }
  show();
  return show;
}

/** "Nothing to report" for the whole return. */
function nothingBox(api, desk) {
  const box = part("nothing");
  if (!box) return;
  box.checked = desk.store.doc.nothing;
  box.disabled = !desk.store.editable;
  box.addEventListener("change", async () => {
    try {
      const { version } = await api.post("nothing/", { nothing: box.checked });
      if (version === desk.store.doc.return.version + 1) desk.store.doc.return.version = version;
      desk.store.setNothing(box.checked);
    } catch (error) {
      box.checked = desk.store.doc.nothing;
      desk.tell(error instanceof Offline ? desk.words.needs_network : error.message);
    }
  });
}

load().then(start, (error) => {
  part("tables").replaceChildren(el("p", { class: "note err" }, error instanceof Offline ? root.dataset.offline : root.dataset.gone));
});
