// The panel on the right: the chosen agent, else the session.

import { api } from './api.js';
import { glyph, h, replaceWhereDifferent, throttle } from './dom.js';
import { agentSections } from './panel-agent.js';
import { sessionSections } from './panel-session.js';
import { fillEvents } from './events-list.js';
import { moment, short } from './format.js';
import { partOf } from './graph.js';
import { orphansAt } from './panel-orphans.js';
import { stateBadge } from './panel-parts.js';
import { Risk } from './risk.js';
import { sessionState, sessionTitle, shownState, stateWord, subtitle, title } from './words.js';

const DETAIL_EVERY_MS = 1000;
const READ_EVERY_MS = 200;

export class Panel {
  /** Called with session, agent and a heading to read a transcript. */
  onTranscript = null;
  #store;
  #go;
  #host;
  #head = h('div', { class: 'panel-head' });
  #body = h('div', { class: 'parts' });
  #events = h('ol', { class: 'events' });
  #eventsLeft = h('p', { class: 'soft', text: 'The session has more events than are shown here; /events has all of them, page by page.', hidden: true });
  #eventsPart = h('section', { class: 'part' }, h('h3', { text: 'Events' }), this.#events, this.#eventsLeft);
  #detail = null;
  #shown = '';
  #refresh = throttle(READ_EVERY_MS, () => this.#read());
  #askDetail = throttle(DETAIL_EVERY_MS, () => this.#ask());
  /** A chosen finding that is not open; and that to which was scrolled. */
  #closed = null;
  #reached = null;
  #risk = new Risk(() => this.#refresh());

  constructor(store, go, host) {
    this.#store = store;
    this.#go = go;
    this.#host = host;
    host.append(this.#head, h('div', { class: 'scroll', tabindex: '-1' }, this.#body, this.#eventsPart));
    host.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      if (store.view.agent) go({ agent: null });
      else if (store.view.tab === 'panel') go({ tab: null });
    });
  }

  update(changes) {
    const { agent: id } = this.#store.view;
    const chosen = this.#store.shownAgents().get(id) ?? null;
    if (changes.has('selection', 'session') || (id && changes.agents.has(id))) {
      if (this.#detail?.agent.agent_id !== id) this.#detail = null;
      if (chosen) this.#askDetail();
    }
    if (changes.has('selection', 'session')) this.#askFinding();
    if (changes.has('selection', 'view', 'past')) this.#read();
    else if (changes.has('session', 'agents', 'workflows', 'events', 'orphans', 'findings', 'models', 'clock', 'sessions')) this.#refresh();
  }

  #read() {
    const { agent: id } = this.#store.view;
    const chosen = this.#store.shownAgents().get(id) ?? null;
    if (chosen) this.#showAgent(chosen);
    else if (id && this.#store.session) this.#showNobody(id);
    else this.#showSession();
  }

  async #ask() {
    const { session, agent } = this.#store.view;
    if (!session || !agent) return;
    try {
      const detail = await api.agent(session, agent);
      if (this.#store.view.agent !== agent) return;
      this.#detail = detail;
      this.#store.changed('models');
    } catch {
      // what the tree knows of it is still shown
    }
  }

  /** The session's findings are its open ones. */
  async #askFinding() {
    const { view, session, findings } = this.#store;
    const id = view.finding;
    if (id === null || session === null || findings.has(id) || this.#closed?.id === id) return;
    this.#closed = null;
    try {
      const found = await api.finding(id);
      if (this.#store.view.finding !== id) return;
      this.#closed = found;
      this.#read();
    } catch {
      // a finding that is no more, or never was: its agent is still shown
    }
  }

  #showAgent(agent) {
    const store = this.#store;
    const { at } = store.view;
    const until = at ?? Infinity;
    const events = [...store.events.values()]
      .filter((event) => event.agent_id === agent.agent_id && (event.at ?? event.ended_at) <= until)
      .sort((a, b) => (a.at ?? a.ended_at) - (b.at ?? b.ended_at));
    const sections = agentSections({
      agent,
      detail: this.#detail?.agent.agent_id === agent.agent_id ? this.#detail : null,
      events,
      agents: store.shownAgents(),
      models: store.models,
      part: at === null ? partOf(store.workflows, agent.agent_id, store.view.workflow) : null,
      orphans: this.#orphans(),
      findings: this.#findings(),
      calls: this.#calls(),
      finding: store.view.finding,
      risk: this.#riskOf(agent.agent_id, null),
      at,
      now: store.shownAt(),
      go: this.#go,
    });
    this.#show(`agent ${agent.agent_id}`, title(agent), subtitle(agent), shownState(agent), sections);
    this.#eventsPart.hidden = events.length === 0;
    this.#eventsLeft.hidden = !store.eventsLeft;
    fillEvents(this.#events, events, (event) => this.#go({ at: event.at ?? event.ended_at }));
  }

  #orphans() {
    const { orphans, view } = this.#store;
    return view.at === null ? orphans : orphansAt(orphans, view.at);
  }

  /** Of the session as it is now; of a past moment nobody knows what was found by then. */
  #findings() {
    const { findings, view } = this.#store;
    if (view.at !== null) return [];
    const closed = this.#closed?.id === view.finding && !findings.has(view.finding) ? [this.#closed] : [];
    return [...findings.values(), ...closed];
  }

  /** Of now; nobody knows what it was at a moment of the past. */
  #riskOf(agent, workflow) {
    const { view } = this.#store;
    return view.at === null ? this.#risk.section({ session: view.session, agent, workflow, agents: this.#store.shownAgents(), go: this.#go }) : null;
  }

  /** Events of calls by the ids of these, for what proves a finding. */
  #calls() {
    if (!this.#findings().length) return new Map();
    return new Map([...this.#store.events.values()].filter(({ id }) => id).map((event) => [event.id, event]));
  }

  #showNobody(id) {
    const text = this.#store.past ? 'This agent was not there yet at the moment that is shown.' : `There is no agent ${short(id)} in this session.`;
    this.#show(`nobody ${id}`, 'Not there', '', null, [h('p', { class: 'part soft', text })]);
    this.#eventsPart.hidden = true;
  }

  #showSession() {
    const session = this.#store.shownSession();
    this.#eventsPart.hidden = true;
    if (!session) {
      this.#show('none', 'Details', '', null, []);
      return;
    }
    const workflows = [...this.#store.shownWorkflows().values()].sort((a, b) => (a.started_at ?? 0) - (b.started_at ?? 0));
    const sections = sessionSections({ session, agents: this.#store.shownAgents(), workflows, orphans: this.#orphans(), findings: this.#findings(), calls: this.#calls(), chosen: this.#store.view.workflow, risk: this.#riskOf(null, this.#store.view.workflow), now: this.#store.shownAt(), go: this.#go });
    this.#show(`session ${session.session_id}`, sessionTitle(session), [session.title && session.project, `session ${short(session.session_id)}`].filter(Boolean).join(' · '), sessionState(session), sections);
  }

  /** Of an invented session there is none. */
  #transcriptButton(what, heading) {
    const isThere = what.startsWith('agent') || what.startsWith('session');
    if (!isThere || this.#store.session?.source === 'demo') return null;
    const { view } = this.#store;
    return h('button', { text: 'Transcript', title: `Read the transcript: ${heading}`, onclick: () => this.onTranscript(view.session, view.agent, heading) });
  }

  /** Leaves the agent for its session; the session's details can be closed only where they lie beside the tree by choice. */
  #closeButton(what) {
    const isSession = !what.startsWith('agent') && !what.startsWith('nobody');
    return h('button', {
      class: isSession ? 'plain icon only-between' : 'plain icon', 'aria-label': 'Close details', title: 'Close (Esc)',
      onclick: () => this.#go(isSession ? { tab: null } : { agent: null }),
    }, glyph('i-close'));
  }

  /** Replaces only what differs, so that focus, selection and scrolling stay. What a link leads to is in its address. */
  #show(what, heading, sub, state, sections) {
    if (this.#shown !== what) {
      this.#shown = what;
      this.#host.querySelector('.scroll').scrollTop = 0;
      this.#body.replaceChildren();
    }
    const at = this.#store.view.at;
    const head = [
      h('div', { class: 'names' }, h('h2', { text: heading, title: heading }), h('p', { class: 'soft', text: [sub, at && `as of ${moment(at)}`].filter(Boolean).join(' · ') })),
      state && stateBadge(state, stateWord(state)),
      this.#transcriptButton(what, heading),
      this.#closeButton(what),
    ].filter(Boolean);
    replaceWhereDifferent(this.#head, head);
    replaceWhereDifferent(this.#body, sections.filter(Boolean));
    this.#reach(this.#store.view.finding);
  }

  /** Scrolls to the chosen finding, once. */
  #reach(id) {
    if (this.#reached === id) return;
    const chosen = id === null ? null : this.#body.querySelector('.security-findings [aria-current]');
    if (id !== null && !chosen) return;
    this.#reached = id;
    chosen?.scrollIntoView({ block: 'start' });
  }
}
