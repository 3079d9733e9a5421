// The list of sessions.

import { glyph, h, mark, patchList, setAttribute, setMark, setText } from './dom.js';
import { failures, inListOrder, matches } from './filters.js';
import { findingsLine, openFindings, worstOf } from './findings.js';
import { coarseAgo, counted, dollars, duration, elapsed, short } from './format.js';
import { isLive, isUrgent, sessionState, sessionTitle, stateWord } from './words.js';

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
    if (!changes.has('sessions', 'view', 'clock')) return;
    const store = this.#store;
    // a search has results of its own
    const isSearch = Boolean(store.view.filters.q);
    this.#list.hidden = isSearch;
    if (isSearch || !store.sessionsLoaded) {
      this.#more.hidden = true;
      this.#note.hidden = true;
      return;
    }
    setAttribute(this.#list, 'aria-busy', null);
    const found = inListOrder([...store.sessions.values()].filter((session) => matches(session, store.view.filters)), store.now());
    patchList(this.#list, found, {
      key: (session) => session.session_id,
      create: (session) => this.#create(session),
      update: (row, session) => this.#fill(row, session),
    });
    this.#more.hidden = store.moreSessions === null;
    this.#showNote(found.length);
  }

  #showNote(count) {
    const { missingPartitions, view } = this.#store;
    const missing = missingPartitions.length ? `Partial: ${counted(missingPartitions.length, 'partition')} did not answer. ` : '';
    const isFiltered = Object.values(view.filters).some(Boolean);
    const none = count ? '' : isFiltered ? 'No session matches.' : 'No session yet.';
    setText(this.#note, (missing + none).trim());
    this.#note.hidden = !this.#note.textContent;
  }

  #create(session) {
    const row = h('li', {});
    const parts = {
      link: this.#link('session', { session: session.session_id, first: null }),
      icon: mark(session.state),
      title: h('span', { class: 'session-title' }),
      when: h('span', { class: 'when number faint' }),
      where: h('span', { class: 'session-line cut soft' }),
      facts: h('span', { class: 'session-line cut soft number' }),
      findings: h('span', { class: 'findings' }),
      need: h('span', { class: 'need' }, glyph('i-person'), h('span', { class: 'why' })),
      failed: this.#link('failed number', { session: session.session_id, first: 'failed' }),
    };
    row.parts = parts;
    parts.link.append(h('span', { class: 'line' }, parts.icon, parts.title, parts.when), parts.where, parts.facts, parts.findings, parts.need);
    row.append(parts.link, parts.failed);
    return row;
  }

  #link(className, change) {
    const place = { agent: null, at: null, workflow: null, tab: null, ...change };
    const go = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#go(place);
    };
    const query = change.first ? `&first=${change.first}` : '';
    return h('a', { class: className, href: `/?session=${encodeURIComponent(change.session)}${query}`, onclick: go });
  }

  #fill(row, session) {
    const { parts } = row;
    const now = this.#store.now();
    const state = sessionState(session);
    const needs = session.waits.filter(isUrgent);
    setAttribute(parts.link, 'data-state', state);
    setAttribute(parts.link, 'aria-current', this.#store.view.session === session.session_id ? 'page' : null);
    setMark(parts.icon, state);
    setText(parts.title, sessionTitle(session));
    setAttribute(parts.link, 'title', `${sessionTitle(session)}\n${who(session)}\n${session.session_id}`);
    setText(parts.when, when(session, now));
    setText(parts.where, [session.title ? (session.project ?? 'project unknown') : `session ${short(session.session_id)}`, session.user].filter(Boolean).join(' · '));
    setText(parts.facts, factsLine(session, state));
    setAttribute(parts.findings, 'hidden', openFindings(session) === 0);
    setAttribute(parts.findings, 'data-severity', worstOf(session));
    setText(parts.findings, findingsLine(session));
    setAttribute(parts.need, 'hidden', needs.length === 0);
    setText(parts.need.lastChild, needLine(needs));
    const failed = failures(session);
    setAttribute(parts.failed, 'hidden', failed.length === 0);
    setText(parts.failed, failed.map(failureWord).join(' · '));
    setAttribute(row, 'data-failed', failed.length > 0);
  }

  #keys(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const links = [...this.#list.querySelectorAll('a.session')];
    const at = links.findIndex((link) => link.parentElement.contains(document.activeElement));
    const next = links[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

export function who(session) {
  if (!session.user && !session.host) return 'user unknown';
  return `${session.user ?? '?'}@${session.host ?? '?'}`;
}

/** How long a live session has been at work; else when it was last seen. */
function when(session, now) {
  if (isLive(session.state) && sessionState(session) !== 'IDLE') return session.started_at === null ? '' : elapsed(now - session.started_at);
  return coarseAgo(now - (session.ended_at ?? session.last_seen_at));
}

/** "3 of 12 agents at work · $4.10 · 12 min", "finished · 12 agents · $4.10 · 12 min". */
function factsLine(session, state) {
  const { agents } = session;
  const total = Object.values(agents).reduce((sum, count) => sum + count, 0);
  const atWork = (agents.ACTIVE ?? 0) + (agents.REQUESTED ?? 0);
  return [
    atWork ? `${atWork} of ${counted(total, 'agent')} at work` : stateWord(state),
    atWork || total === 0 ? null : counted(total, 'agent'),
    typeof session.cost_usd === 'number' ? dollars(session.cost_usd) : null,
    session.active_ms ? duration(session.active_ms) : null,
  ].filter(Boolean).join(' · ');
}

function failureWord([what, count]) {
  if (what === 'turn') return `${counted(count, 'turn')} failed`;
  if (what === 'main') return 'main agent lost';
  return `${count} ${stateWord(what)}`;
}

function needLine(needs) {
  const [first, ...rest] = needs;
  if (!first) return '';
  return rest.length ? `${first.why} (and ${rest.length} more)` : first.why;
}
