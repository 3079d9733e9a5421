// What failed in a session, the first to look at first.

import { isRoot } from './words.js';

const RANK = { FAILED: 0, REFUSED: 1, LOST: 2, KILLED: 3 };

/** Agents that came to a bad end, and the main agent when its latest turn failed: the worst kind first, those that say why before others, then the latest. */
export function failedAgents(agents) {
  const ended = (agent) => agent.ended_at ?? agent.last_seen_at;
  const rank = (agent) => (hasFailedTurn(agent) ? 0 : RANK[agent.state]) + (agent.error_message ? 0 : 0.5);
  return [...agents.values()]
    .filter((agent) => agent.state in RANK || hasFailedTurn(agent))
    .sort((a, b) => rank(a) - rank(b) || ended(b) - ended(a));
}

/** The main agent goes on after a turn that failed. */
export const hasFailedTurn = (agent) => isRoot(agent) && Boolean(agent.error_message);

/**
 * What an agent's end took along: `above`, those who asked for it and failed after it, the nearest first; `below`, agents of its own that
 * came to a bad end.
 */
export function tookAlong(agent, agents, below) {
  const end = agent.ended_at ?? agent.last_seen_at;
  const above = [];
  const seen = new Set([agent.agent_id]);
  for (let parent = agents.get(agent.parent_agent_id); parent && !seen.has(parent.agent_id); parent = agents.get(parent.parent_agent_id)) {
    seen.add(parent.agent_id);
    if (!(parent.state in RANK) || (parent.ended_at ?? Infinity) < end) break;
    above.push(parent);
  }
  return { above, below: below.filter((other) => other.agent_id !== agent.agent_id && other.state in RANK) };
}
