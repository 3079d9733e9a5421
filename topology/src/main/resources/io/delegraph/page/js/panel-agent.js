// One agent, in full.

import { h } from './dom.js';
import { childrenOf, subtree } from './forest.js';
import { priceOf, sum, whyNoCost } from './cost.js';
import { ago, counted, dollars, duration, elapsed, exactClock, moment } from './format.js';
import { facts, linkTo, section, stateBadge } from './panel-parts.js';
import { agentFailure } from './panel-failed.js';
import { agentGlance } from './panel-glance.js';
import { findingsSection } from './finding-details.js';
import { agentOrphans } from './panel-orphans.js';
import { textsSection } from './panel-texts.js';
import { partSection } from './panel-workflow.js';
import { edgeChange, edgeReason, edgeWord, errorWord, isIdle, isLive, isRoot, modeWord, more, outcomeWord, shownState, stateWord, title, tokensWord } from './words.js';

const FILE_TOOLS = new Set(['Read', 'Edit', 'MultiEdit', 'Write', 'NotebookEdit', 'NotebookRead']);

/** `detail` is what the server says more of it, null while that is on its way. `events` are this agent's. */
export function agentSections({ agent, detail, events, agents, models, part, orphans, findings, calls, finding, risk, at, now, go }) {
  return [
    needs(agent, now),
    agentFailure(agent, events, agents, go),
    agentGlance(agent, now),
    findingsSection(findings.filter((one) => one.agent_id === agent.agent_id), { agents, calls, chosen: finding, now, go }),
    lifecycle(agent, now, at),
    delegation(agent, agents, detail, go),
    agentOrphans(orphans, agent, now),
    risk,
    partSection(part),
    request(detail),
    runs(detail?.runs, at),
    use(agent, agents, models),
    files(events),
    failures(events),
    textsSection(detail, at),
  ];
}

/** Only what holds the work up: an idle prompt is no alarm. */
function needs(agent, now) {
  if (agent.state !== 'WAITING' || isIdle(agent)) return null;
  return h('div', { class: 'callout', 'data-state': agent.state },
    h('strong', { text: agent.state_reason }),
    h('p', { text: `Answer in its terminal; it then goes on by itself. Last seen ${ago(now - agent.last_seen_at)}.` }));
}

function lifecycle(agent, now, at) {
  const running = isLive(agent.state) && agent.started_at !== null;
  const since = agent.duration_ms ?? (running ? now - agent.started_at : null);
  return section('Lifecycle', facts([
    ['State', stateBadge(shownState(agent), stateWord(shownState(agent))), more(agent)],
    ['Asked for', agent.requested_at && moment(agent.requested_at)],
    ['Started', agent.started_at && moment(agent.started_at)],
    ['Ended', agent.ended_at && moment(agent.ended_at)],
    [running && agent.ended_at === null ? 'Running for' : 'Took', since !== null && (running && agent.duration_ms === null ? elapsed : duration)(since)],
    ['Last seen', at ? null : moment(agent.last_seen_at)],
    ['Runs', agent.runs > 1 && `${agent.runs}: started once, resumed ${counted(agent.runs - 1, 'time')}`],
    ['Mode', agent.background === null ? null : agent.background ? 'in the background' : 'while its parent waits'],
    ['Permission mode', agent.permission_mode && modeWord(agent.permission_mode), agent.permission_mode],
    ['Permissions', agent.permission_requests > 0 && `asked ${counted(agent.permission_requests, 'time')}, denied ${agent.permission_denials}`],
    ['Tools', agent.tool_calls > 0 && `${counted(agent.tool_calls, 'call')}, ${agent.tool_failures} failed`, agent.last_tool && `last: ${agent.last_tool}`],
    ['Messages', agent.messages_sent > 0 && `${agent.messages_sent} sent`],
    ['Isolation', agent.isolation],
    ['Model', agent.model],
    ['Id', h('code', { text: agent.agent_id })],
  ]));
}

function delegation(agent, agents, detail, go) {
  if (isRoot(agent)) return null;
  const parent = agents.get(agent.parent_agent_id);
  const name = parent ? linkTo(title(parent), go, { agent: parent.agent_id }) : 'unknown';
  return section('Parent', facts([
    ['Agent', name],
    ['Evidence', edgeWord(agent.edge_evidence), detail?.edge_reason?.replace(/^[a-z]+: /, '') ?? edgeReason(agent.edge_evidence)],
    ['What would change it', edgeChange(agent)],
  ]));
}

function request(detail) {
  const asked = detail?.request;
  if (!asked) return null;
  const declared = asked.declared && Object.entries(asked.declared).filter(([, value]) => value !== null && String(value) !== '');
  return section('Request', facts([
    ['Description', asked.description],
    ['Type', asked.agent_type],
    ['Name', asked.name],
    ['Model', asked.model ?? 'the same as its parent'],
    ['Background', asked.background === undefined || asked.background === null ? 'left to the client' : asked.background ? 'asked for' : 'not asked for'],
    ['Isolation', asked.isolation],
    ['Prompt', `${counted(asked.prompt_chars, 'character')}${detail.texts.some((text) => text.part === 'REQUEST') ? '' : ', not kept'}`],
    ['Declared', declared?.length && declared.map(([flag, value]) => `${flag.replaceAll('_', ' ')}: ${value}`).join(', ')],
  ]));
}

function runs(list, at) {
  const seen = (list ?? []).filter((run) => at === null || (run.started_at ?? run.ended_at ?? 0) <= at);
  if (seen.length < 2) return null;
  return section('Runs', h('ol', { class: 'rows' }, seen.map((run) => h('li', {},
    h('span', { class: 'number', text: run.started_at ? exactClock(run.started_at) : 'start not seen' }),
    h('span', { text: run.outcome ? outcomeWord(run.outcome) : 'runs, or its end was not seen' }),
    h('span', { class: 'number faint', text: run.started_at && run.ended_at ? duration(run.ended_at - run.started_at) : '' })))));
}

function use(agent, agents, models) {
  const below = subtree(agent.agent_id, agents, childrenOf(agents));
  const price = agent.model && priceOf(agent.model, models);
  return section('Tokens and cost', facts([
    ['Tokens', tokens(agent), tokensWord(agent.tokens_source)],
    ['Cost', typeof agent.cost_usd === 'number' ? dollars(agent.cost_usd) : 'unknown', typeof agent.cost_usd === 'number'
      ? price && `$${price.input} a million in, $${price.output} out (config/models.yaml${models.as_of ? `, as of ${models.as_of}` : ''})`
      : whyNoCost(agent, models)],
    below.length > 1 && below.length < agents.size && ['With all below', totals(sum(below)), covered(sum(below))],
    ['Whole session', totals(sum([...agents.values()])), covered(sum([...agents.values()]))],
  ]));
}

function tokens(agent) {
  if (typeof agent.total_tokens !== 'number') return 'unknown';
  const all = agent.total_tokens.toLocaleString('en');
  if (!agent.tokens) return all;
  const { input_tokens: input, output_tokens: output, cache_read_input_tokens: read, cache_creation_input_tokens: write } = agent.tokens;
  const list = [[input, 'in'], [output, 'out'], [read, 'cache read'], [write, 'cache write']];
  return `${all}: ${list.map(([count, word]) => `${count.toLocaleString('en')} ${word}`).join(', ')}`;
}

/** "$1.20, 12,400 tokens". */
export function totals(total) {
  const cost = total.cost === null ? 'cost unknown' : dollars(total.cost);
  return `${cost}, ${total.tokens === null ? 'tokens unknown' : `${total.tokens.toLocaleString('en')} tokens`}`;
}

/** "cost of 3, tokens of 4 of 5 agents, the main one counted"; null when all of it is unknown. */
export function covered(total) {
  if (total.cost === null && total.tokens === null) return null;
  return `covers the cost of ${total.priced} and the tokens of ${total.counted} of ${counted(total.agents, 'agent')}, the main one counted`;
}

function files(events) {
  const found = new Map();
  for (const event of events) {
    if (!FILE_TOOLS.has(event.tool) || !event.target) continue;
    const file = found.get(event.target) ?? { reads: 0, writes: 0 };
    if (event.tool.endsWith('Read')) file.reads += 1;
    else file.writes += 1;
    found.set(event.target, file);
  }
  return section('Files', found.size > 0 && h('ul', { class: 'rows' }, [...found].map(([name, file]) => h('li', {},
    h('code', { text: name }),
    h('span', { class: 'faint number', text: [file.reads && `read ${file.reads}×`, file.writes && `written ${file.writes}×`].filter(Boolean).join(', ') })))));
}

function failures(events) {
  const failed = events.filter((event) => event.kind !== 'run' && ['FAILED', 'DENIED', 'INTERRUPTED'].includes(event.outcome));
  return section('Failures', failed.length > 0 && h('ul', { class: 'rows' }, failed.map((event) => h('li', {},
    h('span', { class: 'number', text: exactClock(event.at ?? event.ended_at) }),
    h('span', { text: [event.tool, event.target].filter(Boolean).join(' ') }),
    h('span', { class: 'bad', text: event.error ? errorWord(event.error) : outcomeWord(event.outcome) }),
    event.error_message ? h('code', { class: 'error', text: event.error_message }) : null))));
}

