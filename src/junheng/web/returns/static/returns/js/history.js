// Undo and redo: each step is what somebody did at once, were it one cell or a block of six thousand.

/** @typedef {{changes: {address: string, before: object, after: object}[], table: ?string, added: string[]}} Step */

export class History {
  #done = [];
  #undone = [];

  /** @param {import("./store.js").Store} store */
  constructor(store) {
    this.store = store;
  }

  /**
   * Write cells, and add rows, as one step.
   * @param {{address: string, value: string, nothing: boolean}[]} wanted
   * @param {{table?: string, added?: string[]}} rows
   */
  write(wanted, { table = null, added = [] } = {}) {
    const plain = ({ value, nothing }) => ({ value, nothing });
    const changes = wanted
      .map(({ address, ...after }) => ({ address, before: plain(this.store.cell(address)), after: plain(after) }))
      .filter(({ before, after }) => before.value !== after.value || before.nothing !== after.nothing);
    if (!changes.length && !added.length) return;
    this.#done.push({ changes, table, added });
    this.#undone = [];
    if (added.length) this.store.addRows(table, added);
    this.store.put(changes.map(({ address, after }) => ({ address, ...after })));
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /** @returns {?{step: Step, kept: number}} what was taken back, and how many cells someone else has written since */
  undo() {
    const step = this.#done.pop();
    if (!step) return null;
    this.#undone.push(step);
    const kept = this.#turn(step, "after", "before");
    if (step.added.length) this.store.dropRows(step.table, step.added);
    return { step, kept };
  }

  redo() {
    const step = this.#undone.pop();
    if (!step) return null;
    this.#done.push(step);
    if (step.added.length) this.store.addRows(step.table, step.added);
    return { step, kept: this.#turn(step, "before", "after") };
  }

  /** A cell that says something else by now was written by someone else: it stays. */
  #turn(step, from, to) {
    const still = step.changes.filter(({ address, ...sides }) => {
      const { value, nothing } = this.store.cell(address);
      return value === sides[from].value && nothing === sides[from].nothing && !["approved", "closed"].includes(this.store.locked(address));
    });
    this.store.put(still.map(({ address, ...sides }) => ({ address, ...sides[to] })));
    return step.changes.length - still.length;
  }
}
