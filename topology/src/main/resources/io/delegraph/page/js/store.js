// What the page knows. Whoever shows it is told once per frame what changed.

/** How long a hidden page, which gets no frames, waits before it tells, ms. */
const HIDDEN_MS = 250;

/** What of an agent decides where it stands in the tree and whether it is folded away; all else only changes its card. */
const SHAPES = ['parent_agent_id', 'edge_evidence', 'state', 'workflow_id', 'request_tool_use_id'];

class Changes {
  parts = new Set();
  agents = new Set();

  has(...parts) {
    return parts.some((part) => this.parts.has(part));
  }
}

export class Store {
  /** Summaries by id, as the list shows them. */
  sessions = new Map();
  moreSessions = null;
  sessionsLoaded = false;
  /** Partitions that nobody answered for: the list is partial. */
  missingPartitions = [];
  /** What needs a person, went wrong and is at work, in all sessions; null until it is known. */
  attention = null;
  /** Open security findings of high and critical severity of the last day, in all sessions; null until they are known. */
  alarms = null;
  /** Of the open session: its summary, its agents, workflows, events and what outlived its agent, now. */
  session = null;
  agents = new Map();
  workflows = new Map();
  events = new Map();
  /** Whether the session has more events than were read. */
  eventsLeft = false;
  orphans = [];
  /** Open security findings of the session, by their ids. */
  findings = new Map();
  /** The agents at the moment that is looked at; null while live. */
  past = null;
  pastSession = null;
  pastWorkflows = null;
  status = null;
  /** How far the client on this machine is set up; null until it is known, which only an empty page asks for. */
  setup = null;
  models = null;
  link = 'connecting';
  heardAt = Date.now();
  problem = null;
  clockOffset = 0;

  #listeners = [];
  #changes = new Changes();
  #planned = false;

  constructor(view) {
    this.view = view;
    // a frame that was asked for while the page was seen never comes once it is hidden
    document.addEventListener('visibilitychange', () => this.#tell());
  }

  /** The server's clock, epoch ms. */
  now() {
    return Date.now() + this.clockOffset;
  }

  /** The agents to show: now's, or those of the moment looked at. */
  shownAgents() {
    return this.past ?? this.agents;
  }

  shownSession() {
    return this.past ? this.pastSession : this.session;
  }

  shownWorkflows() {
    return this.past ? this.pastWorkflows : this.workflows;
  }

  /** The moment that is shown, epoch ms. */
  shownAt() {
    return this.view.at ?? this.now();
  }

  subscribe(listener) {
    this.#listeners.push(listener);
  }

  changed(part, agentId = null) {
    this.#changes.parts.add(part);
    if (agentId !== null) this.#changes.agents.add(agentId);
    if (this.#planned) return;
    this.#planned = true;
    if (document.hidden) setTimeout(() => this.#tell(), HIDDEN_MS);
    else requestAnimationFrame(() => this.#tell());
  }

  #tell() {
    if (!this.#planned) return;
    this.#planned = false;
    const changes = this.#changes;
    this.#changes = new Changes();
    for (const listener of this.#listeners) listener(changes);
  }

  setAgents(list) {
    const known = new Map(list.map((agent) => [agent.agent_id, agent]));
    for (const id of this.agents.keys()) if (!known.has(id)) this.changed('agents', id);
    for (const id of known.keys()) this.changed('agents', id);
    this.agents = known;
    this.changed('agents');
    this.changed('structure');
  }

  putAgent(agent) {
    const known = this.agents.get(agent.agent_id);
    // the list of a moment ago may overtake what came over the stream
    if (known && known.as_of > agent.as_of && known.last_seen_at >= agent.last_seen_at) return;
    this.agents.set(agent.agent_id, agent);
    this.changed('agents', agent.agent_id);
    if (!known || SHAPES.some((field) => known[field] !== agent[field])) this.changed('structure');
  }

  dropAgent(id) {
    if (!this.agents.delete(id)) return;
    this.changed('agents', id);
    this.changed('structure');
  }

  putEvents(list) {
    for (const event of list) {
      this.events.set(`${event.kind}|${event.agent_id}|${event.id ?? event.at ?? event.ended_at}`, event);
    }
    if (list.length) this.changed('events');
  }
}
