// The panel on the right: the chosen agent, else the session.

import { api } from './api.js';
import { glyph, h, throttle } from './dom.js';
import { agentSections } from './panel-agent.js';
import { overview, sessionSections } from './panel-session.js';
import { fillEvents } from './events-list.js';
import { moment, short } from './format.js';
import { partOf } from './graph.js';
import { orphansAt } from './panel-orphans.js';
import { stateBadge } from './panel-parts.js';
import { stateWord, subtitle, title } from './words.js';

const DETAIL_EVERY_MS = 1000;
const READ_EVERY_MS = 200;

export class Panel {
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

  constructor(store, go, host) {
    this.#store = store;
    this.#go = go;
    this.#host = host;
    host.append(this.#head, h('div', { class: 'scroll', tabindex: '-1' }, this.#body, this.#eventsPart));
    host.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && store.view.agent) go({ agent: null });
    });
  }

  update(changes) {
    const { agent: id } = this.#store.view;
    const chosen = this.#store.shownAgents().get(id) ?? null;
    if (changes.has('selection', 'session') || (id && changes.agents.has(id))) {
      if (this.#detail?.agent.agent_id !== id) this.#detail = null;
      if (chosen) this.#askDetail();
    }
    if (changes.has('selection', 'view', 'past')) this.#read();
    else if (changes.has('session', 'agents', 'workflows', 'events', 'orphans', 'models', 'clock', 'sessions')) this.#refresh();
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
      at,
      now: store.shownAt(),
      go: this.#go,
    });
    this.#show(`agent ${agent.agent_id}`, title(agent), subtitle(agent), agent.state, sections);
    this.#eventsPart.hidden = events.length === 0;
    this.#eventsLeft.hidden = !store.eventsLeft;
    fillEvents(this.#events, events, (event) => this.#go({ at: event.at ?? event.ended_at }));
  }

  #orphans() {
    const { orphans, view } = this.#store;
    return view.at === null ? orphans : orphansAt(orphans, view.at);
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
      this.#show('none', 'Details', '', null, overview([...this.#store.sessions.values()], this.#store.now(), this.#go));
      return;
    }
    const workflows = [...this.#store.shownWorkflows().values()].sort((a, b) => (a.started_at ?? 0) - (b.started_at ?? 0));
    const sections = sessionSections({ session, agents: this.#store.shownAgents(), workflows, orphans: this.#orphans(), chosen: this.#store.view.workflow, now: this.#store.shownAt(), go: this.#go });
    this.#show(`session ${session.session_id}`, session.project ?? 'Session', `session ${short(session.session_id)}`, session.state, sections);
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
      what.startsWith('agent') || what.startsWith('nobody')
        ? h('button', { class: 'plain icon', 'aria-label': 'Close details', title: 'Close (Esc)', onclick: () => this.#go({ agent: null }) }, glyph('i-close'))
        : null,
    ].filter(Boolean);
    replaceWhereDifferent(this.#head, head);
    replaceWhereDifferent(this.#body, sections.filter(Boolean));
  }
}

function replaceWhereDifferent(host, wanted) {
  const had = [...host.children];
  wanted.forEach((element, index) => {
    const old = had[index];
    if (old) keepOpen(old, element);
    if (!old) host.append(element);
    else if (old.outerHTML !== element.outerHTML) replaceKeepingFocus(old, element);
  });
  for (const extra of had.slice(wanted.length)) extra.remove();
}

/** What a person unfolded stays unfolded. */
function keepOpen(old, element) {
  const unfolded = element.querySelectorAll('details');
  old.querySelectorAll('details').forEach((details, index) => {
    if (details.open && unfolded[index]) unfolded[index].open = true;
  });
}

const REACHED = 'a, button, summary';

function replaceKeepingFocus(old, element) {
  const at = [...old.querySelectorAll(REACHED)].indexOf(document.activeElement);
  old.replaceWith(element);
  if (at >= 0) element.querySelectorAll(REACHED)[at]?.focus({ preventScroll: true });
}
