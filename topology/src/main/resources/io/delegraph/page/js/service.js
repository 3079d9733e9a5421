// The state of the service itself: the connection, what it refused, and the last hook that was rejected.

import { h, replaceWhereDifferent, setAttribute, setText } from './dom.js';
import { ago, counted, moment } from './format.js';
import { glossary } from './glossary.js';
import { facts } from './panel-parts.js';

/** A short break is no news, ms. */
const PATIENCE_MS = 1200;

export class Service {
  #store;
  #parts;
  #lostAt = null;

  constructor(store, parts) {
    this.#store = store;
    this.#parts = parts;
    parts.link.addEventListener('click', () => this.#toggleAbout());
    document.addEventListener('click', (event) => {
      if (!parts.about.hidden && !event.target.closest('#about, #link')) this.#toggleAbout();
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !parts.about.hidden) this.#toggleAbout();
    });
  }

  update(changes) {
    if (changes.has('link', 'clock')) this.#link();
    if (changes.has('view', 'session', 'problem')) this.#note();
    if (changes.has('status', 'clock') && !this.#parts.about.hidden) this.#about();
  }

  #link() {
    const { link, heardAt } = this.#store;
    const { link: lamp, linkWord, banner } = this.#parts;
    setAttribute(lamp, 'data-link', link);
    setText(linkWord, { live: 'Live', lost: 'Connection lost', connecting: 'Connecting', asleep: 'Paused while hidden' }[link]);
    if (link === 'live' || link === 'asleep') this.#lostAt = null;
    else this.#lostAt ??= Date.now();
    const isLong = this.#lostAt !== null && Date.now() - this.#lostAt > PATIENCE_MS;
    banner.hidden = !isLong;
    if (isLong) setText(banner, `No connection: what you see is from ${moment(heardAt)}. Trying again.`);
  }

  #toggleAbout() {
    const { about, link } = this.#parts;
    about.hidden = !about.hidden;
    setAttribute(link, 'aria-expanded', String(!about.hidden));
    if (!about.hidden) this.#about();
  }

  #about() {
    const { status } = this.#store;
    replaceWhereDifferent(this.#parts.about, [
      h('h2', { class: 'about-title', text: `Delegraph ${status?.version ?? ''}` }),
      status ? facts(statusRows(status, this.#store.now())) : h('p', { text: 'Its status is not known yet.' }),
      glossary(),
    ]);
  }

  /** Why the tree is empty. */
  #note() {
    const { view, problem } = this.#store;
    const text = view.session === null || problem === null ? '' : refusal(problem, view.session);
    setText(this.#parts.note, text);
    this.#parts.note.hidden = !text;
  }
}

function refusal(problem, session) {
  if (problem === 'unknown') return `There is no session ${session}. It may be older than what is kept, or not have arrived yet: then it appears here.`;
  return `Delegraph refused: ${problem}`;
}

/** A server that has just started may not have counted all of them yet. */
function rejected({ count, counted_all: isAll }) {
  if (isAll === false) return count ? `at least ${counted(count, 'event')}` : 'not counted yet';
  return count ? counted(count, 'event') : 'none';
}

function statusRows(status, now) {
  const { newest } = status.rejected;
  return [
    ['Hooks', status.hooks.arrived ? counted(status.hooks.arrived, 'event') : 'none has ever arrived', status.hooks.last_at && `the last ${ago(now - status.hooks.last_at)}`],
    ['Rejected', rejected(status.rejected), newest && `the newest ${ago(now - newest.at)}: ${newest.reason}${newest.where ? ` (${newest.where})` : ''}`],
    ['Hooks to', h('code', { text: status.hooks_url })],
    ['Kafka', h('code', { text: status.kafka })],
    ['Running since', moment(status.started_at)],
  ];
}
