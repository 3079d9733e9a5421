// Agents as trees: pure functions over a map of agents by id.

/** The parent under which agents of unknown parents are gathered. Not an agent. */
export const BUCKET = '?unparented';

const startOf = (agent) => agent.requested_at ?? agent.started_at ?? agent.last_seen_at ?? 0;

/** Children by parent id, oldest first; those without a known parent under BUCKET. */
export function childrenOf(agents) {
  const children = new Map();
  for (const agent of agents.values()) {
    if (agent.agent_id === 'root') continue;
    const parent = agent.parent_agent_id !== null && agents.has(agent.parent_agent_id) ? agent.parent_agent_id : BUCKET;
    const siblings = children.get(parent);
    if (siblings) siblings.push(agent);
    else children.set(parent, [agent]);
  }
  for (const siblings of children.values()) {
    siblings.sort((a, b) => startOf(a) - startOf(b) || (a.agent_id < b.agent_id ? -1 : 1));
  }
  return children;
}

/** Ids from the tops down, each parent before its children. A circle of parents is cut, nobody is left out. */
export function inOrder(agents, children) {
  const seen = new Set();
  const order = [];
  const visit = (id) => {
    if (seen.has(id)) return;
    seen.add(id);
    if (agents.has(id)) order.push(id);
    for (const child of children.get(id) ?? []) visit(child.agent_id);
  };
  visit('root');
  visit(BUCKET);
  for (const id of agents.keys()) visit(id);
  return order;
}

/** How many agents hang below each. */
export function sizes(agents, children) {
  const below = new Map();
  const count = (id, path) => {
    if (below.has(id) || path.has(id)) return below.get(id) ?? 0;
    path.add(id);
    let sum = 0;
    for (const child of children.get(id) ?? []) sum += 1 + count(child.agent_id, path);
    path.delete(id);
    below.set(id, sum);
    return sum;
  };
  for (const id of [...agents.keys(), BUCKET]) count(id, new Set());
  return below;
}

/** The agent and all below it. */
export function subtree(id, agents, children) {
  const found = new Set();
  const visit = (at) => {
    if (found.has(at)) return;
    found.add(at);
    for (const child of children.get(at) ?? []) visit(child.agent_id);
  };
  visit(id);
  return [...found].map((at) => agents.get(at)).filter(Boolean);
}

/** Those of a workflow and their ancestors; everybody without one. */
export function ofWorkflow(agents, workflow) {
  if (!workflow) return agents;
  const kept = new Map();
  for (const agent of agents.values()) {
    if (agent.workflow_id !== workflow) continue;
    for (const id of agent.agent_hierarchy_path) if (agents.has(id)) kept.set(id, agents.get(id));
    kept.set(agent.agent_id, agent);
  }
  if (agents.has('root')) kept.set('root', agents.get('root'));
  return new Map([...agents].filter(([id]) => kept.has(id)));
}
