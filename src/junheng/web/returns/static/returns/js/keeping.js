// What is not stored on the server yet, kept in the browser: it outlives a reload, a crash and a session that ended.
// Kept by user and return; another user of the same browser is never offered it.

const NAME = "junheng-returns";

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("edits"); // [user, return, address] -> edit
      request.result.createObjectStore("said"); // [user, return, finding] -> explanation
      request.result.createObjectStore("pages"); // [user, return] -> all that the server said last
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export class Keeping {
  /** @param {number} user @param {number} ret */
  constructor(user, ret) {
    this.where = [user, ret];
    this.database = open();
  }

  /** Whether the browser keeps anything at all; some do not in private windows. */
  async works() {
    return this.database.then(() => true, () => false);
  }

  /** All edits or explanations of this return. @returns {Promise<[string, object][]>} */
  async all(name) {
    const store = (await this.database).transaction(name).objectStore(name), range = IDBKeyRange.bound(this.where, [...this.where, []]);
    const [keys, values] = await Promise.all([done(store.getAllKeys(range)), done(store.getAll(range))]);
    return keys.map((key, at) => [key[2], values[at]]);
  }

  /**
   * Keep these, and none of the others that this page has kept: what another tab keeps stays.
   * @param {string} name @param {Map<string, object>} now @param {Map<string, string>} known what this page has kept, as texts
   */
  async replace(name, now, known) {
    const store = (await this.database).transaction(name, "readwrite").objectStore(name);
    for (const key of [...known.keys()].filter((each) => !now.has(each))) {
      store.delete([...this.where, key]);
      known.delete(key);
    }
    for (const [key, value] of now) {
      const text = JSON.stringify(value);
      if (known.get(key) !== text) store.put(value, [...this.where, key]);
      known.set(key, text);
    }
    return new Promise((resolve, reject) => {
      store.transaction.oncomplete = resolve;
      store.transaction.onerror = store.transaction.onabort = () => reject(store.transaction.error);
    });
  }

  async keepPage(doc) {
    const store = (await this.database).transaction("pages", "readwrite").objectStore("pages");
    return done(store.put(doc, this.where));
  }

  async page() {
    return done((await this.database).transaction("pages").objectStore("pages").get(this.where));
  }

  async forgetPage() {
    return done((await this.database).transaction("pages", "readwrite").objectStore("pages").delete(this.where));
  }
}
