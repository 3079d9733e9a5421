// What the timeline draws: a lane per agent, bars in it.

import { childrenOf, inOrder, ofWorkflow } from './forest.js';
import { isIdle, isLive } from './words.js';

/** Lanes `{agent, depth, bars}` in the order of the tree; bars `{kind, from, to, event}`, `to` null while open, as of `until`. */
export function lanesOf(agents, events, workflow, until) {
  const shown = ofWorkflow(agents, workflow);
  const order = inOrder(shown, childrenOf(shown));
  const lanes = new Map(order.map((id) => [id, { agent: shown.get(id), depth: shown.get(id).agent_hierarchy_level ?? 1, bars: [] }]));
  for (const event of events.values()) {
    const lane = lanes.get(event.agent_id);
    const from = event.at ?? event.ended_at;
    if (!lane || from === undefined || from === null) continue;
    lane.bars.push({ kind: event.kind, from, to: event.ended_at ?? (event.kind === 'prompt' ? from : null), event });
  }
  for (const lane of lanes.values()) {
    addRun(lane);
    close(lane, until);
    lane.bars.sort((a, b) => RANK[a.kind] - RANK[b.kind] || a.from - b.from);
  }
  return [...lanes.values()];
}

/** Runs lie below, what happens in them above. */
const RANK = { idle: 0, run: 0, tool: 1, message: 2, wait: 3, prompt: 4 };

/**
 * The root has no runs of its own: it runs from its start to its end, or to its last event where it is idle since then. Who never started
 * is there from when it was asked for.
 */
function addRun({ agent, bars }) {
  const from = agent.started_at ?? agent.requested_at;
  if (bars.some((bar) => bar.kind === 'run') || from === null) return;
  const rest = isIdle(agent) ? Math.max(from, agent.last_seen_at) : null;
  const to = rest ?? agent.ended_at;
  const outcome = rest === null ? undefined : agent.error_message ? 'FAILED' : 'COMPLETED';
  bars.push({ kind: 'run', from, to, event: { kind: 'run', agent_id: agent.agent_id, at: from, ended_at: to ?? undefined, outcome } });
  if (rest !== null) bars.push({ kind: 'idle', from: rest, to: null, event: { kind: 'idle', agent_id: agent.agent_id, at: rest } });
}

/** What is open goes on while its agent lives, else to the last sign of it. */
function close({ agent, bars }, until) {
  for (const bar of bars) {
    bar.isOpen = bar.to === null && isLive(agent.state);
    bar.to ??= isLive(agent.state) ? until : Math.max(bar.from, agent.ended_at ?? agent.last_seen_at);
  }
}

/** From the first thing known of a session to its last, or to now while it lives; epoch ms. */
export function rangeOf(session, agents, events, now) {
  let from = session?.started_at ?? Infinity;
  let to = session?.last_seen_at ?? 0;
  for (const agent of agents.values()) {
    from = Math.min(from, agent.requested_at ?? Infinity, agent.started_at ?? Infinity);
    to = Math.max(to, agent.last_seen_at, agent.ended_at ?? 0);
  }
  for (const event of events.values()) {
    from = Math.min(from, event.at ?? event.ended_at ?? Infinity);
    to = Math.max(to, event.ended_at ?? event.at ?? 0);
  }
  // one that is silent for long would else be a sliver at the left
  if (session && isLive(session.state) && now - to < Math.max(60_000, (to - from) / 2)) to = Math.max(to, now);
  if (!Number.isFinite(from)) return null;
  return { from, to: Math.max(to, from + 1000) };
}

/** Every moment at which something began or ended, in order. */
export function momentsOf(events) {
  const found = new Set();
  for (const event of events.values()) {
    if (event.at) found.add(event.at);
    if (event.ended_at) found.add(event.ended_at);
  }
  return [...found].sort((a, b) => a - b);
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000, 604_800_000];

/** Round moments for an axis, at most `most` of them. */
export function ticks(from, to, most) {
  const step = STEPS.find((candidate) => (to - from) / candidate <= most) ?? STEPS.at(-1);
  const found = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) found.push(at);
  return { step, at: found };
}
