// Security findings in the list and in the details.

import { h } from './dom.js';
import { counted, moment } from './format.js';
import { linkTo, section } from './panel-parts.js';
import { title } from './words.js';

/** The worst first. */
const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** Whether somebody should look at it. */
export const isOpen = ({ state }) => state === 'NEW' || state === 'UPDATED';

export const byId = (findings) => new Map(findings.map((finding) => [finding.id, finding]));

/** The number of a session's open findings. */
export function openFindings({ open_findings: open }) {
  return Object.values(open ?? {}).reduce((all, count) => all + count, 0);
}

/** "3 security findings, the worst critical"; empty without any. */
export function findingsLine(session) {
  const count = openFindings(session);
  if (count === 0) return '';
  const worst = SEVERITIES.find((severity) => session.open_findings[severity]).toLowerCase();
  return count === 1 ? `1 ${worst} security finding` : `${count} security findings, the worst ${worst}`;
}

/** Those of a session, or of one of its agents, the worst first. */
export function findingsSection(findings, agents, go) {
  const sorted = [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.at - b.at);
  return section('Security findings', sorted.length > 0 && h('ul', { class: 'rows security-findings' }, sorted.map((finding) => h('li', {},
    h('span', { class: 'severity', 'data-severity': finding.severity, text: finding.severity.toLowerCase() }),
    who(finding, agents, go),
    h('span', { class: 'faint number', text: moment(finding.at) }),
    h('span', { class: 'reason', text: `${finding.rule}: ${finding.reason}` }),
    h('span', { class: 'faint', text: [chain(finding, agents), calls(finding), finding.advice].filter(Boolean).join(' ') })))));
}

function who(finding, agents, go) {
  const agent = agents.get(finding.agent_id);
  return linkTo(agent ? title(agent) : finding.agent_id, go, { agent: finding.agent_id });
}

/** In whose name: from the main agent down. */
function chain(finding, agents) {
  if (finding.chain.length < 2) return null;
  return `${finding.chain.map((id) => (agents.get(id) ? title(agents.get(id)) : id)).join(' → ')}.`;
}

function calls(finding) {
  const { length } = finding.tool_use_ids;
  return length > 0 ? `Shown by ${counted(length, 'call')}.` : null;
}
