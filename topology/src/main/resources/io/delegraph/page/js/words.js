// Plain words for everything that has an internal name.

import { meaning, word } from './terms.js';

export const STATES = ['REQUESTED', 'ACTIVE', 'WAITING', 'COMPLETED', 'FAILED', 'REFUSED', 'KILLED', 'LOST'];

/** Of a state, or of IDLE: an agent that only waits for the next prompt. */
export const stateWord = (state) => word('state', state) ?? state.toLowerCase();
export const isLive = (state) => state === 'REQUESTED' || state === 'ACTIVE' || state === 'WAITING';
/** What a person should see even where the rest is folded away. */
export const needsPerson = (state) => state === 'WAITING' || state === 'LOST';
export const isBad = (state) => state === 'FAILED' || state === 'REFUSED' || state === 'KILLED' || state === 'LOST';

/** Waiting for the next prompt holds nothing up: it is no alarm anywhere. */
export const isIdle = (agent) => agent.state === 'WAITING' && agent.waiting_kind === 'PROMPT';

/** The state as it is shown: an agent's, or IDLE. */
export const shownState = (agent) => (isIdle(agent) ? 'IDLE' : agent.state);

/** Whether a person must do something before a wait ends: of a lost agent, and of a turn that failed, nobody must. */
export const isUrgent = (wait) => Boolean(wait.kind) && wait.kind !== 'PROMPT';

/** A session's state as it is shown, from its summary. */
export const sessionState = (session) =>
  session.state === 'WAITING' && !session.waits.some((wait) => wait.agent_id === 'root' && isUrgent(wait)) ? 'IDLE' : session.state;

const CALL = ['exact', 'The call itself names who made it; no agent was seen to start for it.'];

const CHANGE = {
  META: 'Nothing: this is the strongest evidence there is.',
  RESULT: "Only the client's own note, if it says otherwise.",
  NOTIFICATION: "Only the client's own note or the answer of the call, if they say otherwise.",
  INFERRED: "The answer of the parent's call, a task notification or the client's own note: each confirms or corrects the guess.",
  NONE: "The answer of the parent's call, a task notification or the client's own note would name the parent.",
};

export const edgeWord = (evidence) => word('evidence', evidence) ?? CALL[0];
export const edgeReason = (evidence) => meaning('evidence', evidence) ?? CALL[1];
/** What could still make another edge of it. */
export function edgeChange(agent) {
  return CHANGE[agent.edge_evidence] ?? 'Nothing, unless an agent starts for it: that has evidence of its own.';
}
export const isExact = (evidence) => evidence !== 'INFERRED' && evidence !== 'NONE';

const TOKENS = {
  TRANSCRIPT: 'all requests of this agent, from its transcript',
  NOTIFICATION: 'its last request only, from its task notification: it is not added to any sum',
  LAST_REQUEST: 'its last request only: it is not added to any sum',
  NONE: 'not reported',
};

export const tokensWord = (source) => TOKENS[source] ?? source;

const MODES = {
  default: 'asks before it acts',
  plan: 'plans only',
  acceptEdits: 'may edit files without asking',
  auto: 'decides by itself when to ask',
  dontAsk: 'refuses what is not allowed, without asking',
  bypassPermissions: 'may do everything without asking',
};

export const modeWord = (mode) => MODES[mode] ?? mode;

export const outcomeWord = (outcome) => word('outcome', outcome) ?? word('state', outcome) ?? outcome.toLowerCase().replaceAll('_', ' ');

const ERRORS = {
  UNKNOWN_TYPE: 'unknown type',
  DEPTH_LIMIT: 'too deep',
  CONCURRENCY_LIMIT: 'too many agents at once',
  BUDGET: 'out of budget',
  INTERRUPTED: 'interrupted by a person',
  TERMINATED: 'terminated early',
};

export const errorWord = (error) => ERRORS[error] ?? error.toLowerCase().replaceAll('_', ' ');

export const isRoot = (agent) => agent.agent_id === 'root';

/** What an agent is called: what it was asked to do, else its name, else what it is. */
export function title(agent) {
  if (isRoot(agent)) return 'Main agent';
  return agent.description ?? agent.name ?? agent.agent_type ?? 'Agent without a description';
}

export function subtitle(agent) {
  if (isRoot(agent)) return agent.project ?? 'session';
  return agent.agent_type ?? 'type unknown';
}

/** The state's word, and more where the server's reason says more than the word. */
export function reason(agent) {
  const plain = stateWord(shownState(agent));
  if (agent.state === 'WAITING' && agent.waiting_for) return `asks to use ${agent.waiting_for}`;
  if (agent.state === 'COMPLETED' || agent.state === 'REQUESTED') return plain;
  return agent.state_reason || plain;
}

/** What the server's reason says beyond the state's word; null when nothing. */
export function more(about) {
  const plain = stateWord(about.state);
  const text = about.state_reason ?? '';
  if (text === plain) return null;
  return text.startsWith(`${plain}: `) ? text.slice(plain.length + 2) : text;
}

/** One name of a prompt everywhere: "Prompt 3", with its slash command when it has one. `number` is null when it was not seen. */
export function promptName({ number, command }) {
  const name = number === null || number === undefined ? 'Prompt that was not seen' : `Prompt ${number}`;
  return command ? `${name} /${command}` : name;
}

/** What a session is called where it has no title: its project, else that it has none. */
export const sessionTitle = (session) => session.title ?? session.project ?? 'Untitled session';

const TITLE_SOURCES = {
  custom: 'given by a person',
  client: 'made by the client',
  delegation: 'its first delegation',
  prompt: 'its first prompt',
};

/** Where a title comes from; null when it is not known. */
export const titleSource = (source) => TITLE_SOURCES[source] ?? null;

/** The first line of an error where the state's reason does not have it already; null otherwise. */
export function errorLine(agent) {
  const line = agent.error_message ?? null;
  return line !== null && (agent.state_reason ?? '').includes(line) ? null : line;
}
