// What the analysis says of a prompt's agents together, and of one agent's part; each card says how to read it.

import { h } from './dom.js';
import { compact, counted, dollars, duration } from './format.js';
import { facts, howTo, linkTo, section } from './panel-parts.js';
import { title } from './words.js';

const ORCHESTRATION = {
  single: 'the main agent alone',
  'sub-agent': 'delegated',
  loop: 'a loop: the same kind of work again on what came out of it',
  wave: 'waves: groups of agents, one after the other',
};

const STRATEGY = {
  single: 'one agent',
  sequential: 'one after the other',
  parallel: 'side by side',
  hierarchical: 'in levels: agents that delegate in turn',
};

const COORDINATION = {
  supervised: 'in the foreground: its parent waited',
  'fire-and-forget': 'in the background: its parent went on',
  collaborative: 'together with others',
};

const RELATION = { 'hand-off': 'goes on from', peer: 'works with' };
const EVIDENCE = { result: 'its prompt carries the result', file: 'a file of the one', message: 'a message', task: 'what the tasks say' };

const percent = (share) => `${Math.round(share * 100)} %`;
const times = (factor) => `${factor.toFixed(1)}×`;

/** The workflow of a prompt, once it is analysed. */
export function workflowSections({ workflow, agents, go }) {
  const unheard = unheardAgents(workflow);
  if (!workflow?.graph || workflow.graph.delegators.length === 0) return [unheard];
  const { graph } = workflow;
  return [unheard, pattern(graph, agents), numbers(graph), path(graph, agents, go), relations(graph, agents, go)];
}

/** Only where the client and what was heard differ. */
function unheardAgents(workflow) {
  const tool = workflow?.workflow_tool_agents;
  if (!tool || tool.reported === tool.observed) return null;
  return section('Workflow tool', facts([
    ['Agents', counted(tool.reported, 'agent'), `as the client says; ${counted(tool.observed, 'agent')} ${tool.observed === 1 ? 'is' : 'are'} known here`],
  ]), howTo('When a run of the Workflow tool ends, the client says how many agents it had. Where fewer are known here, their hooks were lost; '
    + 'what the prompt took and cost is then more than what is shown.'));
}

const nameOf = (id, agents) => (agents.has(id) ? title(agents.get(id)) : id);

function pattern(graph, agents) {
  const stages = graph.stages.filter((stage) => stage.delegator_agent_id === 'root').length;
  return section('Pattern', facts([
    ['Orchestration', ORCHESTRATION[graph.orchestration] ?? graph.orchestration, stages > 1 && `${stages} stages of the main agent's delegations`],
    ...graph.delegators.slice(0, 6).map((one) => [
      nameOf(one.agent_id, agents),
      `${counted(one.children, 'agent')}, ${STRATEGY[one.strategy] ?? one.strategy}`,
      balance(one),
    ]),
    graph.delegators.length > 6 && ['And', `${graph.delegators.length - 6} more that delegate`],
  ]), howTo('How work was spread, by rules in config/delegation-patterns.yaml: who asked whom, and who was at work at the same time. '
    + 'Uneven load means that one of several agents side by side took much longer than the others: what an even split would have saved is the time that all had to wait for it.'));
}

function balance(one) {
  return [
    one.orchestrator && 'goes on with the results of several kinds of specialists',
    one.even_split_saves_ms > 1000 && `an even split would have saved ${duration(one.even_split_saves_ms)}`,
  ].filter(Boolean).join('; ') || null;
}

function numbers(graph) {
  const it = graph.coordination;
  return section('Coordination', facts([
    ['Speed-up', it.speed_up !== null && times(it.speed_up), `${duration(it.active_ms)} of work in ${duration(it.elapsed_ms)}`],
    ['At once', it.peak_concurrency > 0 && `${it.peak_concurrency} at most`, it.parallel_efficiency !== null && `${percent(it.parallel_efficiency)} of that on average`],
    ['Parents waited', it.parent_waited_ms > 0 && duration(it.parent_waited_ms), it.sync_points > 0 && `at ${counted(it.sync_points, 'point')}`],
    ['Handing over', it.start_delay_ms + it.return_delay_ms > 0 && duration(it.start_delay_ms + it.return_delay_ms), 'from requests to starts, from ends to going on'],
    ['Exchanged', `${counted(it.messages, 'message')}, ${compact(it.data_transfer_chars)} characters`],
    ['Done again', rework(it)],
    ['Failed', it.failures > 0 && `${counted(it.failures, 'agent')}`, it.propagated_failures > 0 && `${it.propagated_failures} took the parent along`],
    ['Cost', it.cost_usd !== null && dollars(it.cost_usd), it.tokens !== null && `${compact(it.tokens)} tokens of ${counted(it.tokens_known_of, 'agent')}`],
  ]), howTo('Speed-up is how many agents were at work on average, the main one counted; waiting for a child or for a person is not work. '
    + '1.0 is no gain over one after the other, below 1 somebody waited. Handing over is the price of delegating at all.'));
}

function rework(it) {
  return [
    it.repeated_runs > 0 && counted(it.repeated_runs, 'resumed run'),
    it.retries > 0 && counted(it.retries, 'retry', 'retries'),
    it.file_conflicts > 0 && `${counted(it.file_conflicts, 'file')} written by two at once`,
  ].filter(Boolean).join(', ') || null;
}

function path(graph, agents, go) {
  const rows = graph.agents.filter((part) => part.critical_ms > 0).sort((a, b) => b.critical_ms - a.critical_ms).slice(0, 6);
  if (!rows.length) return null;
  return section('Critical path', h('ol', { class: 'rows' }, rows.map((part) => h('li', {},
    linkTo(nameOf(part.agent_id, agents), go, { agent: part.agent_id }),
    h('span', { text: part.half_time_saves_ms > 0 ? `half the time would save ${duration(part.half_time_saves_ms)}` : '' }),
    h('span', { class: 'faint number', text: duration(part.critical_ms) })))),
  howTo('The chain of work, handovers and waits that the elapsed time is made of. Only making one of these faster makes the prompt faster; '
    + 'they carry a bar in the tree and a line in the timeline.'));
}

function relations(graph, agents, go) {
  const rows = graph.relations.filter((relation) => relation.kind !== 'orchestration').slice(0, 12);
  if (!rows.length) return null;
  return section('Who works with whom', h('ul', { class: 'rows' }, rows.map((relation) => h('li', {},
    linkTo(nameOf(relation.to, agents), go, { agent: relation.to }),
    h('span', {}, `${RELATION[relation.kind] ?? relation.kind} `, linkTo(nameOf(relation.from, agents), go, { agent: relation.from })),
    h('span', { class: 'faint', text: relation.evidence.map((word) => EVIDENCE[word] ?? word).join(', ') })))),
  howTo('Hand-offs and peers, from what was seen: a file that one wrote and the other read, a result that stands in a prompt, messages, or tasks that plainly follow from each other. In the tree they are arrows and dotted lines.'));
}

/** One agent's part; `found` as graph.js says it. */
export function partSection(found) {
  if (!found) return null;
  const { context, because } = found.part;
  const rows = [
    ['Why delegated', context.delegation_reason, because.delegation_reason],
    ['Expected result', context.expected_outcome, because.expected_outcome],
    ['Coordination', COORDINATION[context.coordination_pattern] ?? context.coordination_pattern, context.coordination_pattern === 'collaborative' && because.coordination_pattern],
    ['Resources', context.resource_allocation, because.resource_allocation],
    ['Speciality', context.agent_specialization],
    ['At work', found.part.active_ms > 0 && duration(found.part.active_ms), context.efficiency !== null && `${percent(context.efficiency)} of the time of its runs; the rest was waiting`],
    ['On the critical path', found.part.critical_ms > 0 && duration(found.part.critical_ms), found.part.half_time_saves_ms > 0 && `in half the time, the prompt would end ${duration(found.part.half_time_saves_ms)} earlier`],
    ['Slack', found.part.critical_ms === 0 && found.part.slack_ms !== null && duration(found.part.slack_ms), 'it could have ended so much later without delaying anything'],
  ];
  return section('Role in the prompt', facts(rows));
}
