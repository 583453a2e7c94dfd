// Sends what was typed, in the order of need, and says at each moment how much of it is stored.
import { Gone, Offline, Refused, SignedOut } from "./api.js";

/** Milliseconds from a change to its sending: a row typed quickly travels as one request. */
const PATIENCE = 250;
/** Cells in one request. */
const AT_ONCE = 500;
/** Seconds between tries while the server does not answer. */
const WAITS = [2, 4, 8, 15, 30];

/**
 * Tells "state" whenever one of these changes:
 * `problem` is null, "offline", "signed_out" or "gone"; `waiting` edits and explanations are not stored yet; `failed` were refused
 * or overtaken and wait for a person; `storedAt` is when something was stored last; `kept` whether the browser keeps what waits.
 */
export class Outbox extends EventTarget {
  /** @param {import("./store.js").Store} store @param {import("./api.js").Api} api @param {import("./keeping.js").Keeping} keeping */
  constructor(store, api, keeping) {
    super();
    Object.assign(this, { store, api, keeping, problem: null, storedAt: null, kept: true, busy: false, tries: 0, timer: 0 });
    this.known = { edits: new Map(), said: new Map() }; // what is kept of each, as a text
    this.keptSoFar = Promise.resolve();
    this.emptied = new Set(); // free rows that were emptied here
    store.addEventListener("edits", () => this.#changed());
    addEventListener("online", () => this.wake());
    addEventListener("focus", () => this.wake());
    addEventListener("beforeunload", (event) => { if (this.waiting && !this.kept) event.preventDefault(); });
  }

  get waiting() {
    return [...this.store.edits.values()].filter(({ status }) => status === "waiting").length + this.store.saying.size;
  }

  get failed() {
    return [...this.store.edits.values()].filter(({ status }) => status !== "waiting").length;
  }

  /** What an earlier visit left unsent. @returns {Promise<number>} how much that is */
  async bringBack() {
    try {
      const [edits, said] = await Promise.all([this.keeping.all("edits"), this.keeping.all("said")]);
      this.store.bringBack(edits);
      for (const [key, each] of said) this.store.saying.set(key, each);
      for (const [name, found] of [["edits", edits], ["said", said]]) for (const [key, each] of found) this.known[name].set(key, JSON.stringify(each));
      if (edits.length + said.length) this.#changed();
      return edits.length + said.length;
    } catch {
      this.kept = false;
      this.#tell();
      return 0;
    }
  }

  #changed() {
    this.#keep();
    this.#tell();
    this.#schedule(PATIENCE);
  }

  #keep() {
    const edits = new Map(this.store.edits), said = new Map(this.store.saying);
    this.keptSoFar = this.keptSoFar
      .then(() => Promise.all([this.keeping.replace("edits", edits, this.known.edits), this.keeping.replace("said", said, this.known.said)]))
      .then(() => { this.kept = true; }, () => { this.kept = false; });
  }

  /** Try again at once: the network is back, or somebody has signed in. */
  wake() {
    this.tries = 0;
    if (this.waiting && this.problem !== "gone") this.#schedule(0);
  }

  /** The server has answered something else meanwhile. */
  reached() {
    this.problem = null;
    this.#tell();
    this.wake();
  }

  /** The server could not be asked. @param {"offline"|"signed_out"|"gone"} problem */
  lost(problem) {
    if (this.problem === problem) return;
    this.problem = problem;
    this.#tell();
  }

  /** Send all there is. @returns {Promise<boolean>} whether everything is stored */
  async flush() {
    clearTimeout(this.timer);
    while (this.busy) await new Promise((resolve) => { setTimeout(resolve, 20); });
    await this.#send();
    return this.waiting === 0 && this.failed === 0 && this.problem === null;
  }

  #schedule(milliseconds) {
    clearTimeout(this.timer);
    if (this.waiting && this.problem !== "gone") this.timer = setTimeout(() => this.#send(), milliseconds);
  }

  async #send() {
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.#next().length) await this.#sendCells(this.#next());
      await this.#tidy();
      await this.#sendSaid();
      this.problem = null;
      this.tries = 0;
    } catch (error) {
      this.#fails(error);
    } finally {
      this.busy = false;
    }
    this.#keep();
    this.#tell();
    if (this.problem === null) this.#schedule(PATIENCE);
    else if (this.problem !== "gone") this.#schedule(1000 * WAITS[Math.min(this.tries++, WAITS.length - 1)]);
  }

  #next() {
    return [...this.store.edits].filter(([, { status }]) => status === "waiting").slice(0, AT_ONCE);
  }

  async #sendCells(edits) {
    for (const [, edit] of edits) edit.sent = true; // from now on even the old value must be sent to come back
    const changes = edits.map(([address, { value, nothing, version }]) => ({ address, value, nothing, version }));
    const answer = await this.api.post("cells/", { changes });
    this.#stored(answer.version);
    this.store.settle(edits, answer);
    for (const [address, { value, nothing }] of edits) if (value === "" && !nothing) this.emptied.add(address.slice(0, address.lastIndexOf("/")));
  }

  /** Rows of which every cell was emptied are taken out, so that they do not count among the most that there may be. */
  async #tidy() {
    const empty = [...this.emptied].filter((row) => this.store.tables.get(row.split("/")[0]).free && this.#isEmpty(row));
    this.emptied.clear();
    for (const table of new Set(empty.map((row) => row.split("/")[0]))) {
      const rows = empty.filter((row) => row.startsWith(`${table}/`)).map((row) => row.split("/")[1]);
      try {
        this.#stored((await this.api.post("rows/", { table, rows, version: this.store.doc.return.version })).version);
        for (const row of rows) for (const column of this.store.tables.get(table).columns) this.store.cells.delete(`${table}/${row}/${column.id}`);
      } catch (error) {
        if (!(error instanceof Refused)) throw error; // someone else has just written in one: it stays
      }
    }
  }

  #isEmpty(row) {
    const [table] = row.split("/");
    return this.store.tables.get(table).columns.every(({ id }) => {
      const { value, nothing } = this.store.cell(`${row}/${id}`);
      return value === "" && !nothing && !this.store.edits.has(`${row}/${id}`);
    });
  }

  /** Explanations hold for stored values, so they follow the cells; one at a time, since one that has lost its finding stops all. */
  async #sendSaid() {
    for (const [key, { by: _by, at: _at, ...said }] of [...this.store.saying]) {
      try {
        this.#stored((await this.api.post("say/", { said: [said] })).version);
        this.store.heard(key, true);
      } catch (error) {
        if (!(error instanceof Refused) || error.kind !== "refused") throw error;
        this.#unsaid(key, error.message);
      }
    }
  }

  #unsaid(key, why) {
    const { text } = this.store.saying.get(key);
    this.store.heard(key, false);
    this.dispatchEvent(new CustomEvent("unsaid", { detail: { text, why } }));
  }

  /** The return's version, where nobody else has written in between; else the next look fetches what they wrote. */
  #stored(version) {
    this.storedAt = new Date();
    if (version === this.store.doc.return.version + 1) this.store.doc.return.version = version;
  }

  #fails(error) {
    if (error instanceof Offline) this.problem = "offline";
    else if (error instanceof SignedOut) this.problem = "signed_out";
    else if (error instanceof Gone) this.problem = "gone";
    else if (error instanceof Refused) this.#refused(error);
    else throw error;
    this.why = error.message;
  }

  /** The return is closed, or this page sends what the server cannot read: what waits is kept to be copied out. */
  #refused(error) {
    this.problem = null;
    for (const [address, edit] of this.store.edits) {
      if (edit.status === "waiting") this.store.edits.set(address, { ...edit, status: "refused", why: error.message });
    }
    this.dispatchEvent(new CustomEvent("closed", { detail: error.message }));
    for (const key of [...this.store.saying.keys()]) this.#unsaid(key, error.message);
  }

  #tell() {
    this.dispatchEvent(new Event("state"));
  }
}
