// The filters of the list of sessions.

import { h, setAttribute } from './dom.js';
import { SINCE_CHOICES, STATE_CHOICES } from './filters.js';

const TYPING_MS = 200;
const WORDS = { state: 'State', since: 'Seen', project: 'Project', user: 'User', host: 'Host' };

export class SessionFilters {
  #store;
  #change;
  #parts;
  #fields = {};
  #timer = null;

  /** `change(filters)` gets those that were changed. */
  constructor(store, change, parts) {
    this.#store = store;
    this.#change = change;
    this.#parts = parts;
    this.#build();
    for (const field of Object.values(this.#fields)) {
      field.addEventListener('input', () => this.#typed());
    }
    parts.form.addEventListener('submit', (event) => event.preventDefault());
    parts.toggle.addEventListener('click', () => this.#open(parts.form.hidden));
    this.show();
  }

  #build() {
    const choice = (name, choices) => {
      this.#fields[name] = h('select', { name }, choices.map(([value, text]) => h('option', { value, text })));
      return this.#fields[name];
    };
    const text = (name) => {
      this.#fields[name] = h('input', { type: 'text', name, autocomplete: 'off', list: `${name}-known` });
      return [this.#fields[name], h('datalist', { id: `${name}-known` })];
    };
    const row = (name, ...field) => h('label', {}, h('span', { text: WORDS[name] }), ...field);
    this.#parts.form.append(
      row('state', choice('state', STATE_CHOICES)),
      row('since', choice('since', SINCE_CHOICES)),
      ...['project', 'user', 'host'].map((name) => row(name, h('span', {}, ...text(name)))),
      h('button', { type: 'button', text: 'Clear', onclick: () => this.#clear() }),
    );
  }

  #open(isOpen) {
    this.#parts.form.hidden = !isOpen;
    setAttribute(this.#parts.toggle, 'aria-expanded', String(isOpen));
    if (isOpen) this.#offerKnown();
  }

  /** What there is to choose from, of the sessions at hand. */
  #offerKnown() {
    const all = [...this.#store.sessions.values()];
    const offers = {
      project: all.map((session) => session.project),
      user: all.map((session) => session.user),
      host: all.map((session) => session.host),
    };
    for (const [name, values] of Object.entries(offers)) {
      const list = this.#parts.form.querySelector(`#${name}-known`);
      list.replaceChildren(...[...new Set(values.filter(Boolean))].sort().map((value) => h('option', { value })));
    }
  }

  /** The fields as the view has them. */
  show() {
    const { filters } = this.#store.view;
    for (const [name, field] of Object.entries(this.#fields)) if (field.value !== filters[name]) field.value = filters[name];
    const set = Object.entries(filters).filter(([name, value]) => value && name in WORDS);
    setAttribute(this.#parts.toggle, 'aria-pressed', String(set.length > 0));
    // a search looks through all sessions: what narrows the list is out of the way meanwhile
    this.#parts.toggle.hidden = Boolean(filters.q);
    if (filters.q) this.#open(false);
    this.#parts.active.hidden = set.length === 0 || !this.#parts.form.hidden || Boolean(filters.q);
    this.#parts.active.replaceChildren(...set.map(([name, value]) => h('button', {
      class: 'chip', 'aria-label': `Remove the filter ${WORDS[name]}`, text: `${this.#word(name, value)} ×`, onclick: () => this.#set(name, ''),
    })));
  }

  #word(name, value) {
    const choices = { state: STATE_CHOICES, since: SINCE_CHOICES }[name];
    return choices ? (choices.find(([key]) => key === value)?.[1] ?? value) : `${WORDS[name].toLowerCase()} ${value}`;
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), TYPING_MS);
  }

  #set(name, value) {
    this.#fields[name].value = value;
    this.#tell();
  }

  #clear() {
    for (const field of Object.values(this.#fields)) field.value = '';
    this.#tell();
  }

  #tell() {
    clearTimeout(this.#timer);
    this.#change(Object.fromEntries(Object.entries(this.#fields).map(([name, field]) => [name, field.value.trim()])));
    this.show();
  }
}
