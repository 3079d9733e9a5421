// Plain words for everything that has an internal name.

export const STATES = ['REQUESTED', 'ACTIVE', 'WAITING', 'COMPLETED', 'FAILED', 'REFUSED', 'KILLED', 'LOST'];

const STATE = {
  REQUESTED: 'asked for',
  ACTIVE: 'at work',
  WAITING: 'waiting',
  COMPLETED: 'finished',
  FAILED: 'failed',
  REFUSED: 'not started',
  KILLED: 'stopped',
  LOST: 'lost',
};

export const stateWord = (state) => STATE[state] ?? state.toLowerCase();
export const isLive = (state) => state === 'REQUESTED' || state === 'ACTIVE' || state === 'WAITING';
export const needsPerson = (state) => state === 'WAITING' || state === 'LOST';
export const isBad = (state) => state === 'FAILED' || state === 'REFUSED' || state === 'KILLED' || state === 'LOST';

const EDGE = {
  META: ['exact', "the client's own note, read when the agent started, names its parent"],
  RESULT: ['exact', "the answer of the parent's call names this agent"],
  NOTIFICATION: ['exact', 'a task notification names this agent and the call it came from'],
  INFERRED: ['parent guessed', 'the oldest open request of the same type was taken'],
  NONE: ['parent unknown', 'no request fits this agent'],
};

/** A call that nobody has started for is its own evidence: the server then names none. */
const CALL = ['exact', 'the call itself tells who made it; no agent was seen to start for it'];

const CHANGE = {
  META: 'Nothing: this is the strongest evidence there is.',
  RESULT: "Only the client's own note, if it says otherwise.",
  NOTIFICATION: "Only the client's own note or the answer of the call, if they say otherwise.",
  INFERRED: "The answer of the parent's call, a task notification or the client's own note: each confirms or corrects the guess.",
  NONE: "The answer of the parent's call, a task notification or the client's own note would name the parent.",
};

export const edgeWord = (evidence) => (EDGE[evidence] ?? CALL)[0];
export const edgeReason = (evidence) => (EDGE[evidence] ?? CALL)[1];
/** What could still make another edge of it. */
export function edgeChange(agent) {
  return CHANGE[agent.edge_evidence] ?? 'Nothing, unless an agent starts for it: that has evidence of its own.';
}
export const isExact = (evidence) => evidence !== 'INFERRED' && evidence !== 'NONE';

const TOKENS = {
  TRANSCRIPT: 'every request of this agent, from its transcript',
  NOTIFICATION: 'only its last request, as its task notification says: what came before is not in it, so it is never added up',
  LAST_REQUEST: 'only its last request: what came before is not in it, so it is never added up',
  NONE: 'nothing that was seen tells it',
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

const OUTCOMES = {
  SUCCEEDED: 'done',
  FAILED: 'failed',
  DENIED: 'denied',
  INTERRUPTED: 'interrupted',
  UNREPORTED: 'not reported',
};

export const outcomeWord = (outcome) => OUTCOMES[outcome] ?? STATE[outcome] ?? outcome.toLowerCase().replaceAll('_', ' ');

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
  const word = stateWord(agent.state);
  if (agent.state === 'WAITING' && agent.waiting_for) return `asks to use ${agent.waiting_for}`;
  if (agent.state === 'COMPLETED' || agent.state === 'REQUESTED') return word;
  return agent.state_reason || word;
}

/** What the server's reason says beyond the state's word; null when nothing. */
export function more(about) {
  const word = stateWord(about.state);
  const text = about.state_reason ?? '';
  if (text === word) return null;
  return text.startsWith(`${word}: `) ? text.slice(word.length + 2) : text;
}

/** One name of a prompt everywhere: "Prompt 3", with its slash command when it has one. `number` is null when it was not seen. */
export function promptName({ number, command }) {
  const name = number === null || number === undefined ? 'Prompt that was not seen' : `Prompt ${number}`;
  return command ? `${name} /${command}` : name;
}

/** The first line of an error where the state's reason does not have it already; null otherwise. */
export function errorLine(agent) {
  const line = agent.error_message ?? null;
  return line !== null && (agent.state_reason ?? '').includes(line) ? null : line;
}
