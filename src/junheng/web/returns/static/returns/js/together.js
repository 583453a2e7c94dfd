// Others on the same form: who is there, in which cell, and what they have written.
import { Gone, Offline, SignedOut } from "./api.js";
import { fill } from "./checks/sentences.js";
import { el } from "./dom.js";

/** Milliseconds between two looks; longer while nobody sees the page. */
const PACE = 4000;
const HIDDEN_PACE = 20000;

export class Together {
  /** @param {HTMLElement} element @param {import("./api.js").Api} api @param {import("./outbox.js").Outbox} outbox @param {import("./grid.js").Desk} desk */
  constructor(element, api, outbox, desk) {
    Object.assign(this, { element, api, outbox, desk, people: [], since: desk.store.doc.time, timer: 0, looking: false });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.look(); });
    this.#later();
  }

  #later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), document.hidden ? HIDDEN_PACE : PACE);
  }

  /** Ask what is new; the server answers nothing where nothing is. */
  async look() {
    if (this.looking || this.outbox.problem === "gone") return;
    this.looking = true;
    try {
      if (!this.outbox.busy) await this.#ask();
      if (this.outbox.problem === "offline" || this.outbox.problem === "signed_out") this.outbox.reached();
    } catch (error) {
      const problem = error instanceof Offline ? "offline" : error instanceof SignedOut ? "signed_out" : error instanceof Gone ? "gone" : null;
      if (problem === null) throw error;
      this.outbox.lost(problem);
    } finally {
      this.looking = false;
      this.#later();
    }
  }

  async #ask() {
    const { store } = this.desk, version = store.doc.return.version;
    const answer = await this.api.post("now/", { version, since: this.since, cell: this.desk.active ?? "", people: this.people });
    if (answer === null) return;
    this.people = answer.people;
    if (answer.changes !== null && store.doc.return.version <= answer.changes.return.version) {
      this.since = answer.changes.time;
      store.merge(answer.changes);
    }
    this.#show();
  }

  #show() {
    const { words, others, place } = this.desk;
    others.clear();
    for (const { name, cell } of this.people) if (cell) others.set(cell, others.has(cell) ? `${others.get(cell)}, ${name}` : name);
    this.element.replaceChildren(...(this.people.length ? [el("span", {}, words.also_here), ...this.people.map(({ name, cell }) =>
      el("span", { class: "person" }, el("b", {}, name), cell && this.desk.store.column(cell) ? ` ${fill(words.at_cell, { cell: place(cell) })}` : ""))] : []));
    this.desk.paintAll();
  }
}
