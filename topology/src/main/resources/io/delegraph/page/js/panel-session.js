// The open session, when no agent is chosen.

import { h } from './dom.js';
import { sum } from './cost.js';
import { counted, duration, elapsed, moment, short } from './format.js';
import { covered, totals } from './panel-agent.js';
import { facts, linkTo, section, stateBadge } from './panel-parts.js';
import { sessionLeftovers } from './panel-leftovers.js';
import { workflowSections } from './panel-workflow.js';
import { who } from './sessions.js';
import { STATES, isLive, more, stateWord, title } from './words.js';

export function sessionSections({ session, agents, workflows, leftovers, chosen, now, go }) {
  const workflow = workflows.find((one) => one.workflow_id === chosen) ?? workflows.findLast((one) => one.graph?.delegators.length > 0);
  return [
    waits(session, agents, now, go),
    about(session, now),
    section('Agents', counts(session.agents)),
    prompts(workflows, now, go),
    sessionLeftovers(leftovers, agents, now, go),
    ...workflowSections({ workflow, agents, go }),
    linked(session, go),
    section('Tokens and cost', facts([['Whole session', totals(sum([...agents.values()])), covered(sum([...agents.values()]))]])),
  ];
}

/** While no session is open: what needs a person in any of them. */
export function overview(sessions, now, go) {
  const all = sessions.flatMap((session) => session.waits.map((wait) => ({ session, wait }))).sort((a, b) => a.wait.since - b.wait.since);
  if (!all.length) return [h('p', { class: 'part soft', text: 'Nothing needs a person. Choose a session, then an agent.' })];
  return [section('Needs a person', h('ul', { class: 'rows' }, all.map(({ session, wait }) => h('li', { class: 'wait' },
    linkTo(`${session.project ?? 'session'} ${short(session.session_id)}`, go, { session: session.session_id, agent: wait.agent_id }),
    h('span', { text: wait.why }),
    h('span', { class: 'faint number', text: `for ${elapsed(now - wait.since)}` })))))];
}

function waits(session, agents, now, go) {
  if (!session.waits.length) return null;
  return section('Needs a person', h('ul', { class: 'rows' }, session.waits.map((wait) => {
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
    ['State', stateBadge(session.state, stateWord(session.state)), more(session)],
    ['User', who(session)],
    ['Client', session.source && [session.source, session.source_version].filter(Boolean).join(' ')],
    ['Started', session.started_at && moment(session.started_at)],
    ['Ended', session.ended_at && moment(session.ended_at)],
    [session.ended_at ? 'Took' : 'Running for', session.started_at && (session.ended_at ? duration : elapsed)(end - session.started_at)],
    ['Client helpers', session.internal_helpers > 0 && `${session.internal_helpers}`, 'titles, compaction: counted, not in the tree'],
    ['Id', h('code', { text: session.session_id })],
  ]));
}

function counts(agents) {
  const found = STATES.filter((state) => agents[state]);
  if (!found.length) return h('p', { class: 'soft', text: 'None so far.' });
  return h('ul', { class: 'counts' }, found.map((state) => h('li', {}, stateBadge(state, `${agents[state]} ${stateWord(state)}`))));
}

function prompts(workflows, now, go) {
  return section('Prompts', workflows.length > 0 && h('ol', { class: 'rows' }, workflows.map((workflow, index) => {
    const total = Object.values(workflow.agents).reduce((all, count) => all + count, 0);
    const took = workflow.duration_ms ?? (workflow.settled || workflow.started_at === null ? null : now - workflow.started_at);
    return h('li', {},
      linkTo(workflow.command ? `${index + 1}. /${workflow.command}` : `Prompt ${index + 1}`, go, { workflow: workflow.workflow_id }),
      h('span', { text: [counted(total, 'agent'), workflow.max_level > 1 ? `${workflow.max_level} levels` : null,
        `${counted(workflow.tool_calls, 'tool call')}${workflow.tool_failures ? `, ${workflow.tool_failures} failed` : ''}`].filter(Boolean).join(' · ') }),
      h('span', { class: 'faint number', text: [workflow.settled ? 'settled' : 'going on', took === null ? null : (workflow.settled ? duration : elapsed)(took)].filter(Boolean).join(', ') }));
  })));
}

function linked(session, go) {
  const open = (id) => linkTo(short(id), go, { session: id, agent: null, at: null, workflow: null });
  const rows = [
    session.parent_session_id && ['Started by', open(session.parent_session_id), 'an agent of that session started this client: exact'],
    ...session.children.map((child) => ['Started', open(child.session_id), child.agent_id === null ? 'which agent did it is not known' : null]),
  ];
  return section('Linked sessions', facts(rows));
}
