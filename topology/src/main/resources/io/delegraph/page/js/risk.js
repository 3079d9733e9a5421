// How closely somebody should look, and why. It is asked for when it is unfolded, and again while it stays so.

import { api } from './api.js';
import { h } from './dom.js';
import { compact, duration, short } from './format.js';
import { howTo, linkTo, section } from './panel-parts.js';
import { title } from './words.js';

const ASKED_EVERY_MS = 15_000;

const FACTORS = {
  FINDINGS: 'Findings',
  REFUSED_CALLS: 'Refused calls',
  FREQUENT_ACTIONS: 'Pushes, deletions, writes outside',
  OUTSIDE_CONTENT: 'Unknown hosts',
  PERMISSION_MODE: 'Permission mode',
  LEVEL: 'Level',
  PARENT_EVIDENCE: 'Who asked for it',
  BACKGROUND: 'Background',
  FAN_OUT: 'Agents it asked for',
  UNUSUAL: 'Unlike its type',
  DELEGATION_COMPLEXITY: 'Complexity of the delegation',
};

const HOW = 'The sum of these points, 0 to 100: where to look first. It is no probability and raises no alarm. Findings and refused calls lose half of '
  + 'their points in a day. Of a session and of a prompt each line is that of the agent with the most, so that many agents alike are no greater risk than one. '
  + 'An agent is compared with the agents of its type on the 30 days before, when at least 20 of them have ended.';

export class Risk {
  #onRead;
  #session = null;
  #answer = null;
  #failure = null;
  #askedAt = 0;
  #isOpen = false;

  /** `onRead` is called when there is something new to show. */
  constructor(onRead) {
    this.#onRead = onRead;
  }

  /** The section of an agent, of a prompt, or of the session where both are null; `agents` by id. */
  section({ session, agent, workflow, agents, go }) {
    if (this.#session !== session) {
      this.#session = session;
      this.#answer = null;
      this.#failure = null;
      this.#askedAt = 0;
    }
    if (this.#isOpen) this.#ask();
    const unfolded = (event) => {
      if (this.#isOpen === event.target.open) return;
      this.#isOpen = event.target.open;
      this.#onRead();
    };
    return section('Risk', h('details', { class: 'how', open: this.#isOpen, ontoggle: unfolded }, h('summary', { text: 'How closely to look' }), this.#isOpen && this.#content(agent, workflow, agents, go)));
  }

  async #ask() {
    const session = this.#session;
    if (Date.now() - this.#askedAt < ASKED_EVERY_MS) return;
    this.#askedAt = Date.now();
    try {
      const answer = await api.risk(session);
      if (session !== this.#session) return;
      this.#answer = answer;
      this.#failure = null;
    } catch (failure) {
      this.#failure = failure;
    }
    this.#onRead();
  }

  #content(agent, workflow, agents, go) {
    if (this.#failure) return h('p', { class: 'soft', role: 'status', text: `The risk could not be read: ${this.#failure.message}.` });
    if (!this.#answer) return h('p', { class: 'soft', role: 'status', text: 'Reading …' });
    const own = this.#answer.agents.find((one) => one.agent_id === agent);
    const risk = agent ? own?.risk : workflow ? this.#answer.workflows.find((one) => one.workflow_id === workflow)?.risk : this.#answer.risk;
    if (!risk) return h('p', { class: 'soft', text: 'Nothing is known of it yet.' });
    return [
      h('p', {}, h('strong', { class: 'number', text: `${risk.score}` }), ' of 100'),
      risk.terms.length > 0 && h('ul', { class: 'rows' }, risk.terms.map((term) => line(term, agent, agents, go))),
      own && h('ul', { class: 'rows' }, own.anomalies.map(anomaly)),
      own && compared(own, this.#answer.baseline),
      howTo(HOW),
    ];
  }
}

function line(term, agent, agents, go) {
  const other = term.agent_id && term.agent_id !== agent ? agents.get(term.agent_id) : null;
  return h('li', {},
    h('span', {}, h('strong', { text: FACTORS[term.factor] ?? term.factor }), `: ${term.reason}`,
      other ? [', ', linkTo(other.agent_id === 'root' ? 'Main agent' : title(other) || short(other.agent_id), go, { agent: other.agent_id })] : null),
    h('span', { class: 'number faint', text: `+${term.points}` }));
}

/** What is compared, and how its figures are written. */
const MEASURES = {
  duration_ms: ['Took', duration],
  tokens: ['Tokens', compact],
  tool_calls: ['Tool calls', compact],
  level: ['Level', compact],
  fan_out: ['Agents that it asked for', compact],
  overlap: ['Of these at work at once', compact],
  actions: ['Tools'],
  paths: ['Files'],
  hosts: ['Hosts'],
  strategies: ['How it was delegated'],
};

function anomaly({ measure, value, median, robust_z: z, first_seen: firstSeen }) {
  const [name, write] = MEASURES[measure] ?? [measure, String];
  if (firstSeen) return h('li', {}, h('span', { text: `${name}: none of its type had ${firstSeen.toLowerCase().replaceAll('_', ' ')}` }));
  return h('li', {}, h('span', { text: `${name} ${write(value)}; half of its type less than ${write(median)}` }), h('span', { class: 'number faint', text: `z ${z}` }));
}

/** With how many others it was compared. */
function compared({ agent_type: type }, baseline) {
  const known = baseline.filter((one) => one.agent_type === type).sort((a, b) => b.day - a.day)[0];
  if (!known) return null;
  return h('p', { class: 'faint', text: known.enough ? `Compared with ${known.agents} agents of its type.` : `Not enough data to compare it: ${known.agents} of its type have ended on the days before.` });
}
