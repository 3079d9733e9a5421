// Search over all sessions, on the server: titles, descriptions, types, files, error lines, states and projects.

import { api } from './api.js';
import { setText } from './dom.js';
import { foundSession } from './search-results.js';

const TYPING_MS = 200;

export class Search {
  #store;
  #go;
  #parts;
  #timer = null;
  #abort = null;
  /** What the results are of; null before the first question. */
  #asked = null;
  #next = null;

  /** `parts`: q, list, note, more, and sessions, the list that is there without a search. `go` leads to a place; a changed text is one too. */
  constructor(store, go, parts) {
    this.#store = store;
    this.#go = go;
    this.#parts = parts;
    parts.q.addEventListener('input', () => this.#typed());
    parts.q.addEventListener('keydown', (event) => this.#keys(event));
    parts.list.addEventListener('keydown', (event) => this.#walk(event));
    parts.more.addEventListener('click', () => this.#ask(this.#next));
    document.addEventListener('keydown', (event) => this.#shortcut(event));
    this.show();
  }

  /** The field and the results as the view has them. */
  show() {
    const { q } = this.#store.view.filters;
    const parts = this.#parts;
    if (parts.q.value.trim() !== q) parts.q.value = q;
    for (const part of [parts.list, parts.note]) part.hidden = !q;
    if (!q) parts.more.hidden = true;
    if (q && q !== this.#asked) this.#ask(null);
    if (!q) {
      this.#abort?.abort();
      this.#asked = null;
      parts.list.replaceChildren();
    }
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#go({ filters: { ...this.#store.view.filters, q: this.#parts.q.value.trim() } }), TYPING_MS);
  }

  async #ask(cursor) {
    const { q } = this.#store.view.filters;
    this.#abort?.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#asked = q;
    if (cursor === null) setText(this.#parts.note, 'Searching …');
    try {
      const answer = await api.search(q, cursor, signal);
      if (signal.aborted) return;
      this.#fill(q, answer, cursor === null);
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      this.#asked = null;
      this.#parts.list.replaceChildren();
      setText(this.#parts.note, `The search failed: ${failure.message}.`);
    }
  }

  #fill(q, answer, isFirst) {
    const { list, note, more } = this.#parts;
    const rows = answer.items.map((item) => foundSession(item, q, this.#store, this.#go));
    if (isFirst) list.replaceChildren(...rows);
    else list.append(...rows);
    this.#next = answer.next;
    more.hidden = this.#next === null;
    const count = list.querySelectorAll('.found').length;
    const found = `${count.toLocaleString('en')}${this.#next === null ? '' : ' or more'} ${count === 1 ? 'session has' : 'sessions have'} “${q}”.`;
    const rest = answer.stopped_early ? ' The oldest sessions were not searched yet.' : '';
    setText(note, `${count ? found : `No session${rest ? ' so far' : ''} has “${q}”.`}${rest}`);
  }

  /** `/` from anywhere where nothing is typed. */
  #shortcut(event) {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, select, textarea, [contenteditable], dialog')) return;
    event.preventDefault();
    if (this.#parts.q.offsetParent === null) this.#go({ tab: 'sessions' });
    this.#parts.q.focus();
    this.#parts.q.select();
  }

  #keys(event) {
    const first = this.#links()[0];
    if (event.key === 'Escape') {
      event.preventDefault();
      if (!this.#parts.q.value) this.#parts.q.blur();
      this.#parts.q.value = '';
      this.#typed();
    } else if (event.key === 'ArrowDown' && first) {
      event.preventDefault();
      first.focus();
    } else if (event.key === 'Enter' && first) first.click();
  }

  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') this.#parts.q.focus();
    if (!step) return;
    event.preventDefault();
    const links = this.#links();
    const to = links.indexOf(document.activeElement) + step;
    (to < 0 ? this.#parts.q : links[to])?.focus();
  }

  /** The results, or the sessions where nothing is searched for. */
  #links() {
    const list = this.#parts.list.hidden ? this.#parts.sessions : this.#parts.list;
    return [...list.querySelectorAll('a')];
  }
}
