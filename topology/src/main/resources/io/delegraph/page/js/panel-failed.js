// What failed, before everything else: of an agent the error, the tool, when, and what it took along; of a session who failed.

import { h } from './dom.js';
import { counted, moment } from './format.js';
import { childrenOf, subtree } from './forest.js';
import { facts, linkTo, section, stateBadge } from './panel-parts.js';
import { failedAgents, hasFailedTurn, tookAlong } from './first-failed.js';
import { errorWord, isRoot, stateWord, title } from './words.js';

/** In the details of a session so many are listed; the tree has all of them. */
const LISTED = 6;

const HEADINGS = { FAILED: 'What failed', REFUSED: 'Why it was not started', LOST: 'Why it counts as lost' };

/** Nothing for an agent that did not fail. `events` are the agent's own, oldest first. */
export function agentFailure(agent, events, agents, go) {
  const isTurn = hasFailedTurn(agent);
  const heading = isTurn ? HEADINGS.FAILED : HEADINGS[agent.state];
  if (!heading) return null;
  const tool = isTurn ? null : events.findLast((event) => event.kind === 'tool' && event.outcome === 'FAILED');
  const at = agent.ended_at ?? (isTurn ? null : agent.last_seen_at);
  return section(heading, facts([
    ['Error', agent.error_message && h('code', { class: 'error bad', text: agent.error_message })],
    [isTurn ? 'Turn' : 'Agent', h('span', { class: 'bad', text: isTurn ? 'its latest turn failed' : agent.state_reason })],
    ['Last failed tool', tool && [tool.tool, tool.target].filter(Boolean).join(' '), tool && [tool.error && errorWord(tool.error), tool.error_message].filter(Boolean).join(': ')],
    [agent.state === 'LOST' ? 'Last seen' : 'When', at && moment(at)],
    ...isTurn ? [] : alongRows(agent, agents, go),
  ]));
}

function alongRows(agent, agents, go) {
  const { above, below } = tookAlong(agent, agents, subtree(agent.agent_id, agents, childrenOf(agents)));
  const names = (list) => list.slice(0, 4).flatMap((other, index) => [index ? ', ' : null, linkTo(title(other), go, { agent: other.agent_id }), ` (${stateWord(other.state)})`]);
  const rest = (list) => (list.length > 4 ? `and ${list.length - 4} more` : null);
  return [
    ['Took along', above.length > 0 && names(above), rest(above)],
    ['Below it', below.length > 0 && names(below), rest(below)],
  ];
}

/** The agents of a session that failed, each with its error; nothing when none did. */
export function sessionFailures(agents, go) {
  const failed = failedAgents(agents);
  if (!failed.length) return null;
  return section('What failed', h('ul', { class: 'rows failures' }, failed.slice(0, LISTED).map((agent) => h('li', {},
    stateBadge(isRoot(agent) && agent.state !== 'LOST' ? 'FAILED' : agent.state, hasFailedTurn(agent) ? 'turn failed' : stateWord(agent.state)),
    linkTo(title(agent), go, { agent: agent.agent_id }),
    h('span', { class: 'faint number', text: moment(agent.ended_at ?? agent.last_seen_at) }),
    h('span', { class: 'error', text: agent.error_message ?? agent.state_reason })))),
  failed.length > LISTED && h('p', { class: 'faint', text: `and ${counted(failed.length - LISTED, 'agent')} more, in the tree` }));
}
