// The figures that most come for, in one line above the details: cost, tokens, time, failures.

import { h } from './dom.js';
import { sum } from './cost.js';
import { compact, dollars, duration, elapsed } from './format.js';
import { failures } from './filters.js';
import { isLive } from './words.js';

const NAMES = { cost: 'Cost', tokens: 'Tokens', time: 'Took', running: 'Running for', failed: 'Failed', calls: 'Failed calls' };

/** `figures` by name of NAMES, null where unknown; a `note` on one says what it covers. */
function glance(figures) {
  return h('dl', { class: 'glance' }, Object.entries(figures).map(([name, { value, note, isBad }]) => h('div', { title: note },
    h('dt', { text: NAMES[name] }),
    h('dd', { class: isBad ? 'number bad' : 'number', text: value ?? '–' }))));
}

const costOf = (total) => ({
  value: total.cost === null ? null : `${total.priced < total.agents ? '≥ ' : ''}${dollars(total.cost)}`,
  note: `known of ${total.priced} of ${total.agents} agents`,
});

const tokensOf = (total) => ({
  value: total.tokens === null ? null : `${total.counted < total.agents ? '≥ ' : ''}${compact(total.tokens)}`,
  note: `known of ${total.counted} of ${total.agents} agents`,
});

const failedOf = (count, note) => ({ value: String(count), note, isBad: count > 0 });

/** Of an agent: its own. */
export function agentGlance(agent, now) {
  const runs = isLive(agent.state) && agent.duration_ms === null && agent.started_at !== null;
  return glance({
    cost: { value: typeof agent.cost_usd === 'number' ? dollars(agent.cost_usd) : null, note: 'its own, without the agents below it' },
    tokens: { value: typeof agent.total_tokens === 'number' ? compact(agent.total_tokens) : null, note: 'its own' },
    ...time(runs, runs ? now - agent.started_at : agent.duration_ms),
    calls: failedOf(agent.tool_failures, 'tool calls of its own that failed'),
  });
}

/** Of a session with all its agents, the main one counted. */
export function sessionGlance(session, agents, now) {
  const total = sum([...agents.values()]);
  const runs = isLive(session.state);
  return glance({
    cost: costOf(total),
    tokens: tokensOf(total),
    ...time(runs, session.started_at === null ? null : (session.ended_at ?? (runs ? now : session.last_seen_at)) - session.started_at),
    failed: failedOf(failures(session).reduce((count, [, more]) => count + more, 0), 'agents that failed, were not started, stopped or lost, and turns that failed'),
  });
}

/** Of one prompt's agents. */
export function promptGlance(workflow, members, now) {
  const total = sum(members);
  const took = workflow.duration_ms ?? (workflow.started_at === null ? null : now - workflow.started_at);
  const failed = ['FAILED', 'REFUSED', 'LOST', 'KILLED'].reduce((count, state) => count + (workflow.agents[state] ?? 0), 0);
  return glance({ cost: costOf(total), tokens: tokensOf(total), ...time(!workflow.settled, took), failed: failedOf(failed, 'agents of the prompt that failed, were not started, stopped or lost') });
}

const time = (runs, ms) => ({ [runs ? 'running' : 'time']: { value: ms === null ? null : (runs ? elapsed : duration)(ms) } });
