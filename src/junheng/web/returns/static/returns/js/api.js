// Requests to the server, and in which ways they fail.

/** The server did not answer: no network, or it is being started. */
export class Offline extends Error {}
/** The session has ended; signing in again goes on. */
export class SignedOut extends Error {}
/** The return is no longer this person's, or someone else has signed in. */
export class Gone extends Error {}
/** The server refuses, and says why. */
export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error ?? String(status));
    Object.assign(this, { status, kind: answer.kind ?? "", answer });
  }
}

export class Api {
  /** @param {string} base address of the return @param {number} user who opened the page */
  constructor(base, user) {
    Object.assign(this, { base, user, token: "" });
  }

  /** All that there is of the return. */
  async load() {
    const response = await this.#ask("data/", { headers: { Accept: "application/json" } });
    if (response.status >= 500) throw new Offline();
    if (!response.ok) throw new Gone();
    const doc = await response.json();
    if (doc.me.id !== this.user) throw new Gone();
    this.token = doc.csrf;
    return doc;
  }

  /**
   * Send something. A token that a new sign-in has made worthless is fetched again once.
   * @returns {Promise<?object>} null where there is no content
   */
  async post(path, body, again = true) {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": this.token };
    const response = await this.#ask(path, { method: "POST", headers, body: JSON.stringify(body) });
    if (response.status === 204) return null;
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.ok && isJson) return response.json();
    if (isJson) {
      const refused = new Refused(response.status, await response.json());
      throw refused.kind === "not_allowed" ? new Gone(refused.message) : refused;
    }
    if (response.status === 403 && again) {
      await this.load();
      return this.post(path, body, false);
    }
    if (response.status === 403 || response.status === 404) throw new Gone();
    if (response.status >= 500) throw new Offline();
    throw new Refused(response.status, {});
  }

  async #ask(path, options) {
    let response;
    try {
      response = await fetch(this.base + path, { ...options, redirect: "manual", credentials: "same-origin" });
    } catch {
      throw new Offline();
    }
    if (response.type === "opaqueredirect" || response.status === 401) throw new SignedOut();
    if (response.status >= 502 && response.status <= 504) throw new Offline();
    return response;
  }
}
