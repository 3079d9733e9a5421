// What was still there after its agent had ended: background shells and worktrees.

import { h } from './dom.js';
import { duration, elapsed } from './format.js';
import { facts, howTo, linkTo, section } from './panel-parts.js';
import { title } from './words.js';

/** More are counted: over HTTP all are listed. */
const MOST = 12;

const KIND = { background_shell: 'Shell', worktree: 'Worktree' };

const HOW = {
  background_shell: 'A shell in the background may run on when the agent that started it has ended. The client tells that it does only when it lists what runs, so of an end '
    + 'two moments are known: the last list that has the shell and the first one that has it no more. A client that ends takes its shells along.',
  worktree: 'A worktree of its own is removed with its agent when nothing was changed in it, and kept otherwise. That it was kept is told when the agent ends; '
    + 'that somebody removes it later is not told.',
};

/** Of one agent. */
export function agentOrphans(orphans, { agent_id: id }, now) {
  return part(orphans.filter((one) => one.agent_id === id), now, (one) => one.reason);
}

/** Of the open session, each with its agent. */
export function sessionOrphans(orphans, agents, now, go) {
  const owner = ({ agent_id: id }) => linkTo(agents.has(id) ? title(agents.get(id)) : id, go, { agent: id });
  return part(orphans, now, (one) => [owner(one), `: ${one.reason}`]);
}

/** As they stood at a moment of the past: what ended later was still there. */
export function orphansAt(orphans, at) {
  return orphans
    .filter((one) => one.agent_ended_at !== null && one.agent_ended_at <= at)
    .map((one) => (one.ended_at === null || one.ended_at <= at ? one : stillThere(one)));
}

function stillThere(one) {
  return { ...one, ended_at: null, state: one.kind === 'worktree' ? 'kept' : 'running', reason: `it was there until later: ${one.reason}` };
}

function part(found, now, why) {
  if (!found.length) return null;
  const kinds = Object.keys(HOW).filter((kind) => found.some((one) => one.kind === kind));
  return section('Still there after its agent ended', facts([
    ...found.slice(0, MOST).map((one) => [KIND[one.kind] ?? one.kind, [name(one), stood(one, now)], why(one)]),
    found.length > MOST && ['And', `${found.length - MOST} more`],
  ]),
    howTo(kinds.map((kind) => HOW[kind]).join(' ')));
}

function name(one) {
  return one.what ? [h('code', { text: one.what }), ' '] : null;
}

function stood(one, now) {
  switch (one.state) {
    case 'running': return one.agent_ended_at === null ? 'runs on' : `runs on, ${elapsed(now - one.agent_ended_at)} so far`;
    case 'ended': return `ended ${later(one)} later`;
    case 'kept': return 'was kept';
    case 'removed': return `was removed, at the latest ${duration(one.outlived_ms)} later`;
    default: return one.kind === 'worktree' ? 'may have been kept' : 'may run on';
  }
}

/** "2.5 s", or between which two: the end itself is told only of a shell that was stopped. */
function later(one) {
  const least = one.seen_at - one.agent_ended_at;
  return least >= one.outlived_ms ? duration(one.outlived_ms) : `${duration(least)} to ${duration(one.outlived_ms)}`;
}
