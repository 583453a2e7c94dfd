// How much of what was typed is stored: the words always say what is so.
import { fill } from "./checks/sentences.js";
import { el, put } from "./dom.js";
import { when } from "./shown.js";

export class Status {
  /** @param {HTMLElement} element @param {HTMLElement} notice @param {import("./outbox.js").Outbox} outbox @param {import("./grid.js").Desk} desk @param {string} signIn */
  constructor(element, notice, outbox, desk, signIn) {
    Object.assign(this, { element, notice, outbox, desk, signIn });
    outbox.addEventListener("state", () => this.render());
    this.render();
  }

  render() {
    const { outbox, desk } = this, { words, store } = desk, { waiting, failed, problem } = outbox;
    const at = outbox.storedAt ? when(outbox.storedAt, store.language) : "";
    const [state, text] = failed ? ["failed", fill(words.state_failed, { n: failed })]
      : problem ? ["waiting", fill(words[waiting ? "state_waiting_offline" : "state_offline"], { n: waiting })]
        : waiting ? ["waiting", fill(words.state_waiting, { n: waiting })]
          : ["saved", at ? fill(words.state_saved, { at }) : words.state_all_saved];
    const more = failed && waiting ? ` · ${fill(words.state_waiting, { n: waiting })}` : "";
    put(this.element, "data-state", state);
    if (this.element.textContent !== text + more) this.element.textContent = text + more;
    this.#notice(problem, waiting);
  }

  #notice(problem, waiting) {
    const { words } = this.desk;
    const kept = waiting ? (this.outbox.kept ? words.kept_here : words.not_kept) : "";
    const shown = {
      offline: () => [el("p", {}, words.offline, " ", kept)],
      signed_out: () => [el("p", {}, words.signed_out, " ", kept), el("p", {}, el("a", { class: "btn sm", href: this.signIn, target: "_blank", rel: "noopener" }, words.sign_in), " ", el("button", { type: "button", class: "btn sm", click: () => this.outbox.wake() }, words.try_again))],
      gone: () => [el("p", {}, words.gone), ...this.#typed()],
    }[problem]?.() ?? [];
    const key = `${problem} ${kept} ${problem === "gone" ? this.desk.store.edits.size : ""}`;
    if (this.key === key) return;
    this.key = key;
    this.notice.hidden = !shown.length;
    this.notice.replaceChildren(...shown);
  }

  /** What can no longer be stored, to be copied out. */
  #typed() {
    const { store, words } = this.desk;
    if (!store.edits.size) return [];
    const box = el("textarea", { class: "input unsent", rows: 5, readonly: true, "aria-label": words.unsent });
    box.value = [...store.edits].map(([address, { value, nothing }]) => [this.desk.place(address), nothing ? words.nothing : value].join("\t")).join("\n");
    return [el("p", { class: "small" }, words.unsent_how), box];
  }
}
