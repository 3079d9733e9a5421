// Security findings in the details of a session and of an agent: who did it in whose name, what proves it, what to do, how to accept it.

import { copyButton } from './copy.js';
import { h } from './dom.js';
import { exceptionFor } from './finding-exception.js';
import { stateWords } from './finding-rows.js';
import { inOrder, isOpen } from './findings.js';
import { counted, exactClock, moment, short } from './format.js';
import { linkTo, section } from './panel-parts.js';
import { title } from './words.js';

/**
 * The section of these findings. `agents` by id; `calls` the session's events by the id of their call; `chosen` the id of the finding that
 * is looked at, or null; `now` epoch ms.
 */
export function findingsSection(findings, { agents, calls, chosen, now, go }) {
  const names = new Names(agents, go);
  return section('Security findings', findings.length > 0 && h('ul', { class: 'security-findings' },
    [...findings].sort(inOrder).map((finding) => h('li', { 'data-finding': finding.id, 'aria-current': finding.id === chosen ? 'true' : null },
      head(finding, names),
      h('p', { text: `${finding.rule}: ${finding.reason}` }),
      chain(finding, names),
      proof(finding, calls, names),
      h('p', {}, h('strong', { text: 'What to do: ' }), finding.advice),
      isOpen(finding) && howToSuppress(finding, now)))));
}

class Names {
  #agents;
  #go;

  constructor(agents, go) {
    this.#agents = agents;
    this.#go = go;
  }

  /** A link to an agent; its short id where it is not known. */
  link(id) {
    const agent = this.#agents.get(id);
    return linkTo(agent ? title(agent) : id === 'root' ? 'Main agent' : short(id), this.#go, { agent: id });
  }
}

function head(finding, names) {
  return h('p', { class: 'finding-head' },
    h('span', { class: 'severity', 'data-severity': finding.severity, text: finding.severity.toLowerCase() }),
    names.link(finding.agent_id),
    h('span', { class: 'faint number', text: [moment(finding.at), isOpen(finding) ? null : stateWords(finding)].filter(Boolean).join(' · ') }));
}

/** In whose name: from the main agent down. */
function chain(finding, names) {
  if (finding.chain.length < 2) return null;
  return h('p', { class: 'soft' }, 'Asked for along ', finding.chain.map((id, index) => [index > 0 && ' → ', names.link(id)]), '.');
}

function proof(finding, calls, names) {
  const ids = finding.tool_use_ids;
  if (!ids.length) return null;
  return h('div', {}, h('p', { class: 'soft', text: `Shown by ${counted(ids.length, 'call')}:` }), h('ol', { class: 'finding-calls' }, ids.map((id) => {
    const call = calls.get(id);
    if (!call) return h('li', {}, h('code', { text: id }));
    return h('li', {}, h('code', { text: [call.tool, call.target].filter(Boolean).join(' ') || id }), ' by ', names.link(call.agent_id),
      h('span', { class: 'faint number', text: ` ${exactClock(call.at ?? call.ended_at)}` }));
  })));
}

function howToSuppress(finding, now) {
  const text = exceptionFor(finding, now);
  return h('details', { class: 'how' }, h('summary', { text: 'How to suppress it' }),
    h('p', {}, 'If this is accepted, put it under ', h('code', { text: 'exceptions:' }), ' in ', h('code', { text: 'security-policies.yaml' }),
      ' of the directory given with ', h('code', { text: '--config' }), ' (', h('code', { text: 'config/' }), ' without it), write the reason, without which it does not start, and start Delegraph again:'),
    h('pre', { class: 'exception', tabindex: '0', text }),
    copyButton(text, 'Copy the exception'),
    h('p', { text: 'It covers this agent in this session until that day. For more of them name agent-type, project, user or host in place of session and agent. A suppressed finding raises no alert, but it is kept, counted, and listed under Findings.' }));
}
