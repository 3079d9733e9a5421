// What the rows of the home page say: descriptions, which home-list.js draws.

import { coarse, coarseAgo, counted } from './format.js';
import { meaning } from './terms.js';
import { sessionTitle } from './words.js';

const WANTS = {
  permission: (item) => (item.tool_name ? `Asks to use ${[item.tool_name, item.wants].filter(Boolean).join(': ')}` : 'Asks for permission'),
  question: () => 'Asks a question',
  plan: () => 'Asks to approve its plan',
  elicitation: () => 'Asks for input for an MCP server',
};

/** State, one, many. */
const WENT_WRONG = {
  failed_turn: ['FAILED', 'Turn failed', 'turns failed'],
  failed: ['FAILED', 'Agent failed', 'agents failed'],
  refused: ['REFUSED', 'Agent not started', 'agents not started'],
  lost: ['LOST', 'Agent lost', 'agents lost'],
};

/** Somebody waits for a person. */
export function needRow(item, now) {
  return {
    ...about(item),
    state: 'WAITING',
    head: wants(item),
    title: meaning('need', item.kind.toUpperCase()),
    when: since(item.since, now),
    ids: [item.id],
  };
}

/** Something went wrong, `item.items` times in the same way; it leads to the latest. */
export function wrongRow(item, now) {
  const [state, one, many] = WENT_WRONG[item.kind] ?? ['FAILED', 'Failed', 'failed'];
  const count = item.items.length;
  return {
    ...about(item),
    state,
    head: count > 1 ? `${count} ${many}` : one,
    cause: cause(item),
    when: coarseAgo(now - item.at),
    ids: item.items.map((each) => each.id),
  };
}

/** A session at work; nothing to dismiss. */
export function workRow(item, now) {
  const facts = [
    item.root_at_work ? null : 'main agent idle',
    item.agents ? `${counted(item.agents, 'agent')} at work` : null,
    item.doing,
  ];
  return {
    state: 'ACTIVE',
    head: sessionTitle(item),
    what: facts.filter(Boolean).join(' · '),
    where: placeWords(item.title ? item.project : null, item.source),
    when: item.since === null ? '' : since(item.since, now),
    ids: [],
    place: { session: item.session_id, agent: null },
  };
}

/** Something that was dismissed. */
export function dismissedRow(item) {
  return { ...about(item), state: 'IDLE', head: WENT_WRONG[item.kind]?.[1] ?? wants(item), cause: cause(item), when: '', ids: [item.id] };
}

function since(at, now) {
  const text = coarse(now - at);
  return text === null ? 'just now' : `for ${text}`;
}

/** Without the word that stands above it. */
const cause = (item) => (item.cause ?? '').replace(/^(failed|not started|lost): /, '');

const wants = (item) => (WANTS[item.kind] ?? (() => 'Waits for you'))(item);

function about(item) {
  return {
    what: agentName(item),
    where: placeWords(sessionTitle(item), item.title && item.project, item.source),
    place: { session: item.session_id, agent: item.agent_id ?? null },
  };
}

/** An invented session is marked as one. */
const placeWords = (...words) => words.filter((word) => word && (word === 'demo' || word !== 'claude-code')).join(' · ');

/** "Explore: hunt leftovers". */
function agentName(item) {
  if (item.agent_id === 'root') return 'Main agent';
  return [item.agent_type, item.description].filter(Boolean).join(': ') || 'Agent';
}
