// Asks for what the view shows and keeps it true by the stream.

import { api } from './api.js';
import { sessionQuery } from './filters.js';
import { Stream } from './stream.js';
import { throttle } from './dom.js';
import { byId, isOpen } from './findings.js';

const LIST_EVERY_MS = 350;
const EVENTS_EVERY_MS = 700;
const ORPHANS_EVERY_MS = 2000;
const ATTENTION_EVERY_MS = 2000;
/** Severe findings of this time are on the home page, ms; so many at most. */
const ALARMS_OF_MS = 86_400_000;
const MOST_ALARMS = 100;
const STATUS_EVERY_MS = 15_000;
/** Somebody who connects the first hooks looks at nothing else. */
const STATUS_WHILE_EMPTY_MS = 2_000;
/** Up to so many events are simply asked again; more are asked for from the last one on. */
const FEW_EVENTS = 800;
const LATE_MS = 60_000;
/** More than can be looked at in a list or a lane. */
const MOST_EVENTS = 20_000;
/** What needs a person stands in the title of a hidden tab too. */
const ATTENTION_WHILE_HIDDEN_MS = 10_000;
/**
 * What is asked before the stream is open must be asked again then, because changes between the two are lost. So it waits for the stream,
 * but no longer than this: somebody looks at a skeleton, or at the session before.
 */
const START_PATIENCE_MS = 1000;
const CHOICE_PATIENCE_MS = 250;

export class Loader {
  /** Called with a session's whole id where the view has only the beginning of it. */
  onFullId = null;
  #store;
  #stream;
  #pages = 1;
  #early = null;
  #asked = { session: 0, past: null, prices: false };
  /** What the stream says while everything is asked: it is newer than the answer. Null when nothing is asked. */
  #held = null;
  #askSessions = throttle(LIST_EVERY_MS, () => this.sessions());
  #askEvents = throttle(EVENTS_EVERY_MS, () => this.#events());
  #askOrphans = throttle(ORPHANS_EVERY_MS, () => this.#orphans());
  #askSummary = throttle(EVENTS_EVERY_MS, () => this.#summary());
  #askAttention = throttle(ATTENTION_EVERY_MS, () => {
    this.#attention();
    this.#alarms();
  });

  constructor(store) {
    this.#store = store;
    this.#stream = new Stream({
      lifecycle: (agent) => this.#of(agent, () => this.#heardOf(agent)),
      gone: (agent) => this.#of(agent, () => store.dropAgent(agent.agent_id)),
      workflow: (workflow) => this.#of(workflow, () => this.#workflow(workflow)),
      finding: (finding) => this.#of(finding, () => this.#finding(finding)),
      session: ({ session_id }) => this.#sessionChanged(session_id),
      reset: () => this.everything(),
      link: (link, missed) => this.#link(link, missed),
    });
    setInterval(() => document.hidden || this.status(), STATUS_EVERY_MS);
    setInterval(() => document.hidden || !store.sessionsLoaded || store.sessions.size || this.status(), STATUS_WHILE_EMPTY_MS);
    setInterval(() => document.hidden && this.#askAttention(), ATTENTION_WHILE_HIDDEN_MS);
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#sleep() : this.#follow()));
    setInterval(() => store.changed('clock'), 1000);
  }

  start() {
    this.#follow();
    this.#unlessOpenIn(START_PATIENCE_MS, () => this.everything());
  }

  /** Asks when the stream takes too long, or when there is none. */
  #unlessOpenIn(patience, ask) {
    clearTimeout(this.#early);
    this.#early = setTimeout(ask, document.hidden ? 0 : patience);
  }

  /**
   * By the stream, if the page is seen: a browser keeps six connections to a server, for all its tabs together, and a seventh tab with a
   * stream of its own would get no answer at all.
   */
  #follow() {
    if (document.hidden) return;
    if (this.#store.link === 'asleep') this.#link('connecting', false);
    this.#stream.open(this.#store.view.session);
  }

  #sleep() {
    this.#stream.close();
    this.#link('asleep', false);
  }

  everything() {
    clearTimeout(this.#early);
    // what is looked at comes first over a slow line
    if (this.#store.view.session) this.session();
    this.sessions();
    this.#askAttention();
    this.status();
    if (this.#store.models) this.#prices();
  }

  /** Another session is looked at: or, with `again`, the same anew. */
  openSession() {
    const store = this.#store;
    store.session = null;
    store.agents = new Map();
    store.workflows = new Map();
    store.events = new Map();
    store.orphans = [];
    store.findings = new Map();
    store.past = null;
    store.problem = null;
    store.changed('session');
    store.changed('events');
    this.#follow();
    this.#unlessOpenIn(CHOICE_PATIENCE_MS, () => {
      if (!store.sessionsLoaded) this.everything();
      else if (store.view.session) this.session();
    });
  }

  #link(link, missed) {
    const store = this.#store;
    if (link === 'live') store.heardAt = Date.now();
    else if (store.link === 'live') store.heardAt = Date.now();
    store.link = link;
    store.changed('link');
    if (missed) this.everything();
  }

  /** What is said of the open session, now or after what is being asked. */
  #of({ session_id }, apply) {
    if (session_id !== this.#store.view.session) return;
    if (this.#held) this.#held.push(apply);
    else apply();
  }

  #release() {
    const held = this.#held ?? [];
    this.#held = null;
    for (const apply of held) apply();
  }

  #heardOf(agent) {
    this.#store.putAgent(agent);
    this.#askEvents();
    this.#askOrphans();
  }

  #workflow(workflow) {
    // what is published before its analysis says less than what was asked for
    const graph = workflow.graph ?? this.#store.workflows.get(workflow.workflow_id)?.graph ?? null;
    this.#store.workflows.set(workflow.workflow_id, { ...workflow, graph });
    this.#store.changed('workflows');
  }

  #finding(finding) {
    if (isOpen(finding)) this.#store.findings.set(finding.id, finding);
    else this.#store.findings.delete(finding.id);
    this.#store.changed('findings');
  }

  #sessionChanged(id) {
    this.#askSessions();
    this.#askAttention();
    if (id !== this.#store.view.session) return;
    // the list has it as well, for a hundredth of the bytes
    if (!this.#store.sessions.has(id) || this.#store.session === null) this.#askSummary();
    this.#askOrphans();
  }

  filtersChanged() {
    this.#pages = 1;
    this.#askSessions();
  }

  moreSessions() {
    this.#pages += 1;
    return this.sessions();
  }

  async sessions() {
    const store = this.#store;
    const found = new Map();
    const missing = new Set();
    let cursor = null;
    try {
      for (let page = 0; page < this.#pages; page += 1) {
        const answer = await api.sessions({ ...sessionQuery(store.view.filters, store.now()), cursor });
        for (const session of answer.items) found.set(session.session_id, session);
        for (const partition of answer.missing_partitions) missing.add(partition);
        cursor = answer.next;
        if (cursor === null) break;
      }
    } catch (failure) {
      return this.#failed(failure);
    }
    store.sessions = found;
    store.moreSessions = cursor;
    store.missingPartitions = [...missing];
    // the first minutes are looked at closely
    if (!store.sessionsLoaded && found.size === 0) this.status();
    store.sessionsLoaded = true;
    store.changed('sessions');
    const open = found.get(store.view.session);
    if (!open || store.session === null) return;
    store.session = open;
    store.changed('session');
  }

  /** Everything of the open session. */
  async session() {
    const store = this.#store;
    const id = store.view.session;
    const asked = ++this.#asked.session;
    const isStale = () => asked !== this.#asked.session || id !== store.view.session;
    this.#held = [];
    try {
      const [tree, workflows, events] = await Promise.all([api.hierarchy(id), api.workflows(id), api.events(id, null, MOST_EVENTS)]);
      if (isStale()) return;
      // the beginning of an id was enough to find it
      if (tree.session.session_id !== id) return this.onFullId(tree.session.session_id);
      store.problem = null;
      store.session = tree.session;
      store.setAgents(tree.agents);
      store.findings = byId(tree.findings);
      store.workflows = new Map(workflows.items.map((workflow) => [workflow.workflow_id, workflow]));
      store.events = new Map();
      store.eventsLeft = events.left;
      store.putEvents(events.items);
      store.changed('session');
      store.changed('findings');
      store.changed('workflows');
      store.changed('events');
      // the tree does not wait for them
      this.#askOrphans();
    } catch (failure) {
      if (!isStale()) this.#failed(failure, failure.status === 404 ? 'unknown' : null);
    }
    if (!isStale()) this.#release();
    if (store.view.at !== null) this.past();
  }

  async #summary() {
    const store = this.#store;
    const id = store.view.session;
    if (!id) return;
    try {
      const { session, agents, findings } = await api.hierarchy(id);
      if (id !== store.view.session) return;
      // who is in the tree is the stream's to say: an answer may be older than what was heard meanwhile
      if (store.session === null) store.setAgents(agents);
      store.session = session;
      store.findings = byId(findings);
      store.problem = null;
      store.changed('session');
      store.changed('findings');
    } catch (failure) {
      this.#failed(failure);
    }
  }

  async #events() {
    const store = this.#store;
    const id = store.view.session;
    // what comes now stands behind what was not read
    if (!id || store.eventsLeft) return;
    const ends = [...store.events.values()].map((event) => event.ended_at ?? event.at ?? 0);
    const from = ends.length > FEW_EVENTS ? ends.reduce((a, b) => Math.max(a, b)) - LATE_MS : null;
    try {
      const answer = await api.events(id, from, MOST_EVENTS);
      if (id === store.view.session) store.putEvents(answer.items);
    } catch (failure) {
      this.#failed(failure);
    }
  }

  async #orphans() {
    const store = this.#store;
    const id = store.view.session;
    if (!id) return;
    try {
      const { items } = await api.orphans(id);
      if (id !== store.view.session) return;
      store.orphans = items;
      store.changed('orphans');
    } catch (failure) {
      this.#failed(failure);
    }
  }

  /** The session at the moment that is looked at; a newer question replaces an older one. */
  async past() {
    const store = this.#store;
    this.#asked.past?.abort();
    const { session, at } = store.view;
    if (at === null || !session) {
      store.past = null;
      return store.changed('past');
    }
    const abort = new AbortController();
    this.#asked.past = abort;
    try {
      const tree = await api.hierarchy(session, Math.round(at), abort.signal);
      if (store.view.at !== at || store.view.session !== session) return;
      store.past = new Map(tree.agents.map((agent) => [agent.agent_id, agent]));
      store.pastSession = tree.session;
      store.pastWorkflows = new Map(tree.workflows.map((workflow) => [workflow.workflow_id, workflow]));
      store.changed('past');
    } catch (failure) {
      if (failure.name !== 'AbortError') this.#failed(failure);
    }
  }

  /** What asks for attention, for the home page and the title. */
  async #attention() {
    try {
      this.#store.attention = await api.attention();
      this.#store.changed('attention');
    } catch (failure) {
      this.#failed(failure);
    }
  }

  async #alarms() {
    const store = this.#store;
    if (store.view.session !== null) return;
    try {
      store.alarms = await api.findings({ severity: 'HIGH', from: Math.floor(store.now() - ALARMS_OF_MS), limit: MOST_ALARMS });
      store.changed('alarms');
    } catch (failure) {
      this.#failed(failure);
    }
  }

  async status() {
    const store = this.#store;
    try {
      store.status = await api.status();
      store.clockOffset = store.status.now - Date.now();
      if (store.sessionsLoaded && store.sessions.size === 0) store.setup = await api.setup();
      store.changed('status');
    } catch (failure) {
      this.#failed(failure);
    }
  }

  /** The price list, once: only the details of an agent need it. */
  async prices() {
    if (this.#store.models !== null || this.#asked.prices) return;
    this.#asked.prices = true;
    await this.#prices();
    this.#asked.prices = false;
  }

  async #prices() {
    try {
      this.#store.models = await api.models();
      this.#store.changed('models');
    } catch (failure) {
      this.#failed(failure);
    }
  }

  /** Nobody answering is the connection's matter, which is shown and heals; other refusals are shown. */
  #failed(failure, problem = null) {
    if (failure.name === 'AbortError' || failure.status === 0 || failure.status === 503) return;
    this.#store.problem = problem ?? failure.message;
    this.#store.changed('problem');
  }
}
