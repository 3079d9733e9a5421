// What the tree shows: agents, the bucket of unknown parents, "+n" for what is folded, sessions that agents started.

import { BUCKET } from './forest.js';
import { isExact } from './words.js';

/**
 * A parent before its children. `edge`: exact, guessed, unknown (below the bucket), link (another session), more; null for tops.
 * `former` is the request that an agent was before it started.
 */
export function treeItems(agents, visible, session) {
  const items = [];
  const seen = new Set(visible.order);
  for (const id of visible.order) {
    const agent = agents.get(id);
    if (id === 'root') {
      items.push({ id, parent: null, kind: 'agent', agent, edge: null });
      continue;
    }
    const hasParent = agent.parent_agent_id !== null && agents.has(agent.parent_agent_id);
    if (!hasParent && !items.some((item) => item.id === BUCKET)) items.push(bucket(agents));
    const parent = hasParent ? agent.parent_agent_id : BUCKET;
    items.push({ id, parent, kind: 'agent', agent, edge: edgeOf(agent, hasParent), former: agent.request_tool_use_id });
  }
  for (const [parent, count] of visible.tucked) {
    items.push({ id: `more:${parent}`, parent, kind: 'more', of: parent, count, edge: 'more' });
  }
  for (const child of session?.children ?? []) {
    const parent = nearest(child.agent_id, agents, seen);
    if (parent === null) continue;
    const edge = child.agent_id === null ? 'guessed' : 'link';
    items.push({ id: `session:${child.session_id}`, parent, kind: 'session', child, edge });
  }
  return items;
}

function edgeOf(agent, hasParent) {
  if (!hasParent) return 'unknown';
  return isExact(agent.edge_evidence) ? 'exact' : 'guessed';
}

function bucket(agents) {
  const count = [...agents.values()].filter(
    (agent) => agent.agent_id !== 'root' && (agent.parent_agent_id === null || !agents.has(agent.parent_agent_id)),
  ).length;
  return { id: BUCKET, parent: null, kind: 'bucket', count, edge: null };
}

function nearest(id, agents, seen) {
  for (let at = agents.get(id ?? 'root'); at; at = agents.get(at.parent_agent_id)) {
    if (seen.has(at.agent_id)) return at.agent_id;
  }
  return seen.has('root') ? 'root' : null;
}
