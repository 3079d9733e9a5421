// What a person has dismissed, by the id of the item. It stays so in this browser.

const KEY = 'delegraph.dismissed';
/** Items are shown for a day; their ids are kept a little longer than any clock is wrong, ms. */
const KEPT_MS = 7 * 86_400_000;

export class Dismissed {
  #store;
  #at = new Map();

  constructor(store) {
    this.#store = store;
    this.#read();
    // dismissed in another tab
    addEventListener('storage', (event) => {
      if (event.key !== KEY) return;
      this.#read();
      store.changed('attention');
    });
  }

  has(id) {
    return this.#at.has(id);
  }

  add(ids) {
    for (const id of ids) this.#at.set(id, Date.now());
    this.#write();
  }

  remove(ids) {
    for (const id of ids) this.#at.delete(id);
    this.#write();
  }

  #read() {
    let kept = {};
    try {
      kept = JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      // somebody else's value, or no storage: nothing is dismissed
    }
    this.#at = new Map(Object.entries(kept).filter(([, at]) => at > Date.now() - KEPT_MS));
  }

  #write() {
    try {
      localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(this.#at)));
    } catch {
      // without storage it is dismissed until the page is closed
    }
    this.#store.changed('attention');
  }
}
