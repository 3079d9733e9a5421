// What is said of the service itself: the connection, the empty page, the last hook that was rejected.

import { h, setAttribute, setText } from './dom.js';
import { ago, counted, moment } from './format.js';
import { hookSettings, tryLine } from './hook-settings.js';
import { facts } from './panel-parts.js';

/** A short break is no news, ms. */
const PATIENCE_MS = 1200;

export class Service {
  #store;
  #parts;
  #lostAt = null;
  #welcomed = '';

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
    if (changes.has('status', 'sessions', 'view', 'clock', 'session', 'problem')) this.#welcome();
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
    this.#parts.about.replaceChildren(
      h('h2', { class: 'about-title', text: `Delegraph ${status?.version ?? ''}` }),
      status ? facts(statusRows(status, this.#store.now())) : h('p', { text: 'Its status is not known yet.' }),
    );
  }

  /** Shown while there is nothing else to show. */
  #welcome() {
    const { sessionsLoaded, sessions, status, view, problem } = this.#store;
    const filtered = Object.values(view.filters).some(Boolean);
    const isEmpty = sessionsLoaded && sessions.size === 0 && !filtered && !view.session;
    const isUnknown = problem === 'unknown' && view.session !== null;
    this.#parts.welcome.hidden = !isEmpty || !status;
    setAttribute(this.#parts.app, 'data-empty', isEmpty);
    const note = isUnknown
      ? `There is no session ${view.session}. It may be older than what is kept, or not have arrived yet: then it appears here.`
      : problem
        ? `Delegraph refused: ${problem}`
        : !view.session && !isEmpty && sessionsLoaded
          ? 'Choose a session.'
          : '';
    setText(this.#parts.note, note);
    this.#parts.note.hidden = !note;
    if (isEmpty && status) this.#fillWelcome(status);
  }

  #fillWelcome(status) {
    const key = JSON.stringify([status.hooks, status.rejected]);
    if (this.#welcomed !== key) {
      this.#welcomed = key;
      const url = status.hooks_url;
      this.#parts.welcome.replaceChildren(
        h('h2', { text: status.hooks.arrived ? 'Hooks arrive, but no session came of them yet' : 'Nothing has arrived yet' }),
        facts(statusRows(status, this.#store.now())),
        h('p', { text: 'Delegraph shows what the hooks of coding agents tell it. To connect one:' }),
        h('ol', {},
          step('Put this into ~/.claude/settings.json (merge it when there are hooks already), then start a session:', hookSettings(url)),
          step('Or send one event by hand, to see that it arrives:', tryLine(url))),
        h('p', { class: 'soft', text: 'The script in deploy/hooks tells more than HTTP: exact parents at once, tokens, and nothing is lost while Delegraph is away.' }));
    }
  }
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

function step(text, code) {
  const copied = h('span', { role: 'status', class: 'faint' });
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setText(copied, 'Copied');
  };
  return h('li', {}, h('p', { text }), h('pre', { tabindex: '0' }, h('code', { text: code })), h('button', { onclick: copy, text: 'Copy' }), ' ', copied);
}
