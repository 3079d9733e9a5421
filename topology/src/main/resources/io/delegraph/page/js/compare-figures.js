// The figures of two sides beside each other, and what differs most. Pure.

import { wentWrong } from './tree-attention.js';
import { sum } from './cost.js';
import { isLive } from './words.js';

/** One side: `{session, workflow, workflows, agents, critical}`; `critical` is how long each agent was waited for, ms by id. */
export function sideOf({ session, agents, workflows }, workflowId) {
  const workflow = workflows.find((one) => one.workflow_id === workflowId) ?? null;
  const counted = workflow ? [workflow] : workflows;
  const members = workflow ? withAncestors(agents, workflowId) : agents;
  const critical = new Map();
  for (const { graph } of counted) {
    for (const part of graph?.agents ?? []) if (part.critical_ms > 0) critical.set(part.agent_id, (critical.get(part.agent_id) ?? 0) + part.critical_ms);
  }
  return { session, workflow, workflows: counted, agents: members, critical };
}

function withAncestors(agents, workflowId) {
  const kept = new Set(['root']);
  for (const agent of agents) if (agent.workflow_id === workflowId) for (const id of [...agent.agent_hierarchy_path, agent.agent_id]) kept.add(id);
  return agents.filter((agent) => kept.has(agent.agent_id));
}

/** What a side adds up to; null where nothing tells. Of a prompt the root, which works for all prompts, is not counted. */
export function figuresOf({ session, workflow, workflows, agents, critical }) {
  const own = agents.filter((agent) => agent.agent_id !== 'root');
  const { cost, tokens, priced } = sum(workflow ? own : agents);
  const graphs = workflows.map(({ graph }) => graph).filter(Boolean);
  return {
    duration: workflow ? workflow.duration_ms : session.started_at === null ? null : (session.ended_at ?? session.last_seen_at) - session.started_at,
    agents: own.length,
    failed: own.filter(wentWrong).length,
    tools: workflow ? workflow.tool_calls : agents.reduce((all, agent) => all + agent.tool_calls, 0),
    cost, tokens, priced,
    criticalPath: graphs.length ? graphs.reduce((all, graph) => all + graph.coordination.critical_path_ms, 0) : null,
    delegatedCritical: graphs.length ? [...critical].reduce((all, [id, ms]) => (id === 'root' ? all : all + ms), 0) : null,
    peak: graphs.length ? Math.max(...graphs.map((graph) => graph.coordination.peak_concurrency)) : null,
    speedUp: graphs.length === 1 ? graphs[0].coordination.speed_up : null,
  };
}

const took = (agent) => agent?.duration_ms ?? null;
const difference = (a, b) => (a === null || a === undefined || b === null || b === undefined ? null : b - a);

/** A row of the aligned trees with its differences: `{…row, time, cost, outcome, isOnly}`, right minus left; null where one is unknown. */
export function withDifferences(row) {
  const { left, right } = row;
  const isOnly = left === null || right === null;
  return {
    ...row, isOnly,
    time: difference(took(left), took(right)),
    cost: difference(left?.cost_usd, right?.cost_usd),
    outcome: isOnly || isLive(left.state) || isLive(right.state) ? false : left.state !== right.state,
  };
}

/** The rows that differ most, first: other outcomes, then by the time that the difference is worth. The root is the whole: it is none. */
export function mostDifferent(rows, most) {
  const worth = (row) => (row.isOnly ? (took(row.left ?? row.right) ?? 0) : Math.abs(row.time ?? 0));
  const relevant = rows.filter((row) => (row.left ?? row.right).agent_id !== 'root' && (row.outcome || row.isOnly || isNotable(row)));
  return relevant.sort((a, b) => b.outcome - a.outcome || worth(b) - worth(a)).slice(0, most);
}

/** A tenth of the longer one, and a second at least. */
export function isNotable({ left, right, time }) {
  return time !== null && Math.abs(time) >= Math.max(1000, 0.1 * Math.max(took(left), took(right)));
}
