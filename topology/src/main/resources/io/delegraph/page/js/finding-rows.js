// What a finding says in a list of many sessions: a description, which home-list.js draws.

import { isOpen } from './findings.js';
import { coarseAgo, short } from './format.js';

const STATES = { RESOLVED: 'resolved', RETRACTED: 'retracted' };

/** "open", "suppressed by codex-review". */
export function stateWords(finding) {
  if (isOpen(finding)) return 'open';
  return STATES[finding.state] ?? `suppressed by ${finding.exception}`;
}

/** `sessions` are those whose titles are known, by id. */
export function findingRow(finding, sessions, now) {
  const session = sessions.get(finding.session_id);
  const place = session?.title ?? `session ${short(finding.session_id)}`;
  return {
    kind: 'finding',
    severity: finding.severity,
    head: finding.title.charAt(0).toUpperCase() + finding.title.slice(1),
    what: who(finding),
    cause: `${finding.rule}: ${finding.reason}`,
    where: [place, finding.project, person(finding), finding.source === 'demo' ? 'demo' : null].filter(Boolean).join(' · '),
    when: [isOpen(finding) ? null : stateWords(finding), coarseAgo(now - finding.at)].filter(Boolean).join(' · '),
    ids: [finding.id],
    place: { session: finding.session_id, agent: finding.agent_id, finding: finding.id },
  };
}

const who = ({ agent_id: id, agent_type: type }) => (id === 'root' ? 'Main agent' : `${type ?? 'agent'} ${short(id)}`);

const person = ({ user, host }) => (user || host ? [user ?? '?', host].filter(Boolean).join('@') : null);
