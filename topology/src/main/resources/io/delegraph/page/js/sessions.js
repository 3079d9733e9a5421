// The list of sessions.

import { glyph, h, mark, patchList, setAttribute, setMark, setText } from './dom.js';
import { inListOrder, matches } from './filters.js';
import { ago, counted, elapsed, short } from './format.js';
import { isLive, stateWord } from './words.js';

export class Sessions {
  #store;
  #go;
  #list;
  #note;
  #more;

  constructor(store, go, { list, note, more }) {
    this.#store = store;
    this.#go = go;
    this.#list = list;
    this.#note = note;
    this.#more = more;
    list.addEventListener('keydown', (event) => this.#keys(event));
  }

  update(changes) {
    if (!changes.has('sessions', 'view', 'clock', 'types')) return;
    const store = this.#store;
    const all = [...store.sessions.values()];
    const found = inListOrder(all.filter((session) => matches(session, store.view.filters, store.ofType)));
    patchList(this.#list, found, {
      key: (session) => session.session_id,
      create: (session) => this.#create(session),
      update: (row, session) => this.#fill(row, session),
    });
    this.#more.hidden = store.moreSessions === null;
    const missing = store.missingPartitions.length
      ? `Partial: ${counted(store.missingPartitions.length, 'partition')} did not answer. `
      : '';
    const latest = store.typesReadOf === null
      ? ''
      : `The agent type is looked for among the latest ${counted(store.typesReadOf, 'agent')} only: older sessions may be missing. `;
    const isFiltered = Object.values(store.view.filters).some(Boolean);
    const none = store.sessionsLoaded && !found.length ? (isFiltered ? 'No session matches.' : 'No session yet.') : '';
    setText(this.#note, (missing + latest + none).trim());
    this.#note.hidden = !this.#note.textContent;
  }

  #create(session) {
    const go = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#go({ session: session.session_id, agent: null, at: null, workflow: null, tab: null });
    };
    const row = h('li', {});
    const parts = {
      link: h('a', { class: 'session', href: `/?session=${encodeURIComponent(session.session_id)}`, onclick: go }),
      icon: mark(session.state),
      project: h('span', { class: 'project cut' }),
      when: h('span', { class: 'when number faint' }),
      who: h('span', { class: 'who cut soft' }),
      state: h('span', { class: 'agents cut soft number' }),
      need: h('span', { class: 'need' }, glyph('i-person'), h('span', { class: 'why' })),
    };
    row.parts = parts;
    parts.link.append(
      h('span', { class: 'line' }, parts.icon, parts.project, parts.when),
      parts.who,
      parts.state,
      parts.need,
    );
    row.append(parts.link);
    return row;
  }

  #fill(row, session) {
    const { parts } = row;
    const now = this.#store.now();
    setAttribute(parts.link, 'data-state', session.state);
    setAttribute(parts.link, 'aria-current', this.#store.view.session === session.session_id ? 'page' : null);
    setMark(parts.icon, session.state);
    setText(parts.project, session.project ?? 'project unknown');
    setText(parts.when, when(session, now));
    setText(parts.who, `${who(session)} · ${short(session.session_id)}`);
    setText(parts.state, agentsLine(session));
    setAttribute(parts.need, 'hidden', session.waits.length === 0);
    setText(parts.need.lastChild, needLine(session));
  }

  #keys(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const links = [...this.#list.querySelectorAll('a')];
    const next = links[links.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

export function who(session) {
  if (!session.user && !session.host) return 'user unknown';
  return `${session.user ?? '?'}@${session.host ?? '?'}`;
}

function when(session, now) {
  if (isLive(session.state)) return session.started_at === null ? '' : elapsed(now - session.started_at);
  return ago(now - (session.ended_at ?? session.last_seen_at));
}

/** "at work · 3 of 12 agents alive"; what ended badly is named. */
function agentsLine(session) {
  const { agents } = session;
  const total = Object.values(agents).reduce((sum, count) => sum + count, 0);
  const alive = (agents.ACTIVE ?? 0) + (agents.WAITING ?? 0) + (agents.REQUESTED ?? 0);
  const count = total === 0 ? 'no agents' : alive ? `${alive} of ${counted(total, 'agent')} alive` : counted(total, 'agent');
  const bad = ['FAILED', 'KILLED', 'REFUSED', 'LOST'].filter((state) => agents[state]).map((state) => `${agents[state]} ${stateWord(state)}`);
  return [stateWord(session.state), count, ...bad].join(' · ');
}

function needLine(session) {
  const [first, ...rest] = session.waits;
  if (!first) return '';
  return rest.length ? `${first.why} (and ${rest.length} more)` : first.why;
}
