// What the tree shows, as graph and as list: agents, the bucket of unknown parents, folds, sessions that agents started.

import { sum } from './cost.js';
import { BUCKET } from './forest.js';
import { counted, dollars } from './format.js';
import { isExact, stateWord, STATES } from './words.js';

/**
 * A parent before its children. `edge`: exact, guessed, unknown (below the bucket), link (another session), fold; null for tops.
 * `depth` is 0 for tops; `former` is the request that an agent was before it started.
 */
export function treeItems(agents, visible, session) {
  const items = [];
  const depths = new Map();
  const add = (item) => {
    item.depth = item.parent === null ? 0 : (depths.get(item.parent) ?? 0) + 1;
    depths.set(item.id, item.depth);
    items.push(item);
  };
  let hasBucket = false;
  const below = new Map();
  for (const id of visible.order) {
    const agent = agents.get(id);
    if (id === 'root') {
      add({ id, parent: null, kind: 'agent', agent, edge: null });
      continue;
    }
    const hasParent = agent.parent_agent_id !== null && agents.has(agent.parent_agent_id);
    if (!hasParent && !hasBucket) {
      hasBucket = true;
      add(bucket(agents));
    }
    const parent = hasParent ? agent.parent_agent_id : BUCKET;
    add({ id, parent, kind: 'agent', agent, edge: edgeOf(agent, hasParent), former: agent.request_tool_use_id });
  }
  for (const [parent, folded] of visible.folds) below.set(parent, [fold(parent, folded, false)]);
  for (const [parent, could] of visible.foldable) below.set(parent, [fold(parent, could, true)]);
  for (const child of session?.children ?? []) {
    const parent = nearest(child.agent_id, agents, depths);
    if (parent === null) continue;
    const edge = child.agent_id === null ? 'guessed' : 'link';
    const item = { id: `session:${child.session_id}`, parent, kind: 'session', child, edge };
    below.set(parent, [...(below.get(parent) ?? []), item]);
  }
  return below.size ? woven(items, below, agents, depths) : items;
}

/** Folds and sessions behind the agents below the same parent. */
function woven(items, below, agents, depths) {
  const all = [];
  const open = [];
  const close = (depth) => {
    while (open.length && open.at(-1).depth >= depth) {
      const { id, depth: at } = open.pop();
      for (const item of below.get(id) ?? []) all.push({ ...item, depth: at + 1 });
      below.delete(id);
    }
  };
  for (const item of items) {
    close(item.depth);
    all.push(item);
    open.push(item);
  }
  close(0);
  // all without a known parent are folded
  for (const [parent, rest] of below) {
    if (parent === BUCKET && !depths.has(BUCKET)) all.push({ ...bucket(agents), depth: 0 });
    for (const item of rest) all.push({ ...item, depth: 1 });
  }
  return all;
}

function fold(parent, agents, isOpen) {
  return { id: `fold:${parent}`, parent, kind: 'fold', of: parent, agents, isOpen, edge: 'fold' };
}

/** "✓ 7 finished, $4.10"; of a fold that is open, what a click does. */
export function foldWords({ agents, isOpen }) {
  if (isOpen) return `Fold ${agents.length} finished`;
  const { cost } = sum(agents);
  const isDone = agents.every((agent) => agent.state === 'COMPLETED');
  const states = STATES.filter((state) => agents.some((agent) => agent.state === state))
    .map((state) => `${agents.filter((agent) => agent.state === state).length} ${stateWord(state)}`);
  const count = isDone ? `✓ ${agents.length} finished` : `${counted(agents.length, 'agent')}: ${states.join(', ')}`;
  return cost === null ? count : `${count}, ${dollars(cost)}`;
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

function nearest(id, agents, shown) {
  const seen = new Set();
  for (let at = agents.get(id ?? 'root'); at && !seen.has(at.agent_id); at = agents.get(at.parent_agent_id)) {
    seen.add(at.agent_id);
    if (shown.has(at.agent_id)) return at.agent_id;
  }
  return shown.has('root') ? 'root' : null;
}
