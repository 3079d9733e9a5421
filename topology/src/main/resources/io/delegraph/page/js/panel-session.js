// The open session, when no agent is chosen.

import { h } from './dom.js';
import { sum } from './cost.js';
import { counted, duration, elapsed, moment, short } from './format.js';
import { covered, totals } from './panel-agent.js';
import { compareFragment } from './compare.js';
import { findingsSection } from './finding-details.js';
import { facts, linkTo, section, stateBadge } from './panel-parts.js';
import { sessionFailures } from './panel-failed.js';
import { promptGlance, sessionGlance } from './panel-glance.js';
import { sessionOrphans } from './panel-orphans.js';
import { workflowSections } from './panel-workflow.js';
import { who } from './sessions.js';
import { STATES, isLive, isUrgent, more, promptName, sessionState, stateWord, title, titleSource } from './words.js';

export function sessionSections({ session, agents, workflows, orphans, findings, calls, chosen, risk, now, go }) {
  const workflow = workflows.find((one) => one.workflow_id === chosen) ?? null;
  const delegating = workflows.filter((one) => one.graph?.delegators.length > 0);
  return [
    waits(session, agents, now, go),
    sessionFailures(workflow ? membersOf(workflow, agents) : agents, go),
    findingsSection(workflow ? findings.filter((one) => one.workflow_id === workflow.workflow_id) : findings, { agents, calls, chosen: null, now, go }),
    workflow ? promptGlance(workflow, [...membersOf(workflow, agents).values()], now) : sessionGlance(session, agents, now),
    workflow ? aboutPrompt(workflow, agents, now, session) : about(session, now),
    workflow ? section('Agents', counts(workflow.agents)) : section('Agents', counts(session.agents)),
    workflow ? null : allPrompts(workflows, agents),
    prompts(workflows, now, go),
    risk,
    sessionOrphans(orphans, agents, now, go),
    // of all prompts together nothing is analysed: where only one delegates, its pattern is the session's
    ...workflowSections({ workflow: workflow ?? (delegating.length === 1 ? delegating[0] : null), agents, go }),
    linked(session, go),
    section('Tokens and cost', facts([['Whole session', totals(sum([...agents.values()])), covered(sum([...agents.values()]))]])),
  ];
}

function waits(session, agents, now, go) {
  const needs = session.waits.filter(isUrgent);
  if (!needs.length) return null;
  return section('Needs you', h('ul', { class: 'rows' }, needs.map((wait) => {
    const agent = agents.get(wait.agent_id);
    return h('li', { class: 'wait' },
      linkTo(agent ? title(agent) : short(wait.agent_id), go, { agent: wait.agent_id }),
      h('span', { text: wait.why }),
      h('span', { class: 'faint number', text: `for ${elapsed(now - wait.since)}` }));
  })));
}

function about(session, now) {
  const end = session.ended_at ?? (isLive(session.state) ? now : session.last_seen_at);
  return section('Session', facts([
    ['Title', titleSource(session.title_source)],
    ['Project', session.project],
    ['State', stateBadge(sessionState(session), stateWord(sessionState(session))), more(session)],
    ['User', who(session)],
    ['Client', session.source && [session.source, session.source_version].filter(Boolean).join(' ')],
    ['Started', session.started_at && moment(session.started_at)],
    ['Ended', session.ended_at && moment(session.ended_at)],
    [session.ended_at ? 'Took' : 'Running for', session.started_at && (session.ended_at ? duration : elapsed)(end - session.started_at)],
    ['Client helpers', session.internal_helpers > 0 && `${session.internal_helpers}`, 'for titles and compaction; not in the tree'],
    ['Id', h('code', { text: session.session_id })],
  ]), compareWith(session, null));
}

const compareWith = (session, workflow) => h('a', { class: 'compare-link', href: compareFragment({ session: session.session_id, workflow }, null), text: 'Compare with…' });

/** The agents of a prompt, by id. */
const membersOf = (workflow, agents) => new Map([...agents].filter(([, agent]) => agent.workflow_id === workflow.workflow_id));

/** The chosen prompt, in place of the session. */
function aboutPrompt(workflow, agents, now, session) {
  const members = [...membersOf(workflow, agents).values()];
  const took = workflow.duration_ms ?? (workflow.started_at === null ? null : now - workflow.started_at);
  return section(promptName(workflow), facts([
    ['State', workflow.settled ? 'finished' : 'at work'],
    ['Given', workflow.started_at && moment(workflow.started_at)],
    ['Ended', workflow.ended_at && moment(workflow.ended_at)],
    [workflow.settled ? 'Took' : 'Running for', took !== null && (workflow.settled ? duration : elapsed)(took)],
    ['Tools', calls(workflow.tool_calls, workflow.tool_failures), 'with those of the main agent'],
    ['Tokens and cost', members.length > 0 && totals(sum(members)), 'without the main agent'],
    ['Id', h('code', { text: workflow.workflow_id })],
  ]), compareWith(session, workflow.workflow_id));
}

/** What the session's prompts add up to. */
function allPrompts(workflows, agents) {
  const all = [...agents.values()];
  const add = (figure) => all.reduce((total, agent) => total + agent[figure], 0);
  return section('All prompts', facts([
    ['Prompts', workflows.length > 0 && `${workflows.length}, ${workflows.filter((one) => one.settled).length} finished`],
    ['Tools', all.length > 0 && calls(add('tool_calls'), add('tool_failures')), 'with those of the main agent'],
    ['Permissions', add('permission_requests') > 0 && `asked ${counted(add('permission_requests'), 'time')}, denied ${add('permission_denials')}`],
    ['Messages', add('messages_sent') > 0 && `${add('messages_sent')} sent`],
  ]));
}

const calls = (all, failed) => `${counted(all, 'call')}, ${failed} failed`;

function counts(agents) {
  const found = STATES.filter((state) => agents[state]);
  if (!found.length) return h('p', { class: 'soft', text: 'None so far.' });
  return h('ul', { class: 'counts' }, found.map((state) => h('li', {}, stateBadge(state, `${agents[state]} ${stateWord(state)}`))));
}

function prompts(workflows, now, go) {
  return section('Prompts', workflows.length > 0 && h('ol', { class: 'rows' }, workflows.map((workflow) => {
    const total = Object.values(workflow.agents).reduce((all, count) => all + count, 0);
    const took = workflow.duration_ms ?? (workflow.settled || workflow.started_at === null ? null : now - workflow.started_at);
    return h('li', {},
      linkTo(promptName(workflow), go, { workflow: workflow.workflow_id }),
      h('span', { text: [counted(total, 'agent'), workflow.max_level > 1 ? `${workflow.max_level} levels` : null,
        `${counted(workflow.tool_calls, 'tool call')}${workflow.tool_failures ? `, ${workflow.tool_failures} failed` : ''}`].filter(Boolean).join(' · ') }),
      h('span', { class: 'faint number', text: [workflow.settled ? 'finished' : 'at work', took === null ? null : (workflow.settled ? duration : elapsed)(took)].filter(Boolean).join(', ') }));
  })));
}

function linked(session, go) {
  const open = (id) => linkTo(short(id), go, { session: id, agent: null, at: null, workflow: null });
  const rows = [
    session.parent_session_id && ['Started by', open(session.parent_session_id), 'an agent of that session started this client'],
    session.previous_session_id && ['Goes on from', open(session.previous_session_id), 'the same client, before it was cleared or resumed'],
    session.next_session_id && ['Goes on in', open(session.next_session_id), 'the same client, after it was cleared or resumed'],
    ...session.children.map((child) => ['Started', open(child.session_id), child.agent_id === null ? 'which agent did it is not known' : null]),
  ];
  return section('Linked sessions', facts(rows));
}
