// Security findings: how severe they are, which are open, and their number in words.

/** The worst first. */
export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** Whether somebody should look at it. */
export const isOpen = ({ state }) => state === 'NEW' || state === 'UPDATED';

export const byId = (findings) => new Map(findings.map((finding) => [finding.id, finding]));

/** Open ones before others, the worst first, of those alike the latest. */
export const inOrder = (a, b) => isOpen(b) - isOpen(a) || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.at - a.at;

/** The number of a session's open findings. */
export function openFindings({ open_findings: open }) {
  return Object.values(open ?? {}).reduce((all, count) => all + count, 0);
}

/** The highest severity of a session's open findings; null without any. */
export const worstOf = ({ open_findings: open }) => SEVERITIES.find((severity) => open?.[severity]) ?? null;

/** "3 security findings, the worst critical"; empty without any. */
export function findingsLine(session) {
  const count = openFindings(session);
  return count === 0 ? '' : countWords({ count, worst: worstOf(session) });
}

/** The same of a number and its highest severity. */
export function countWords({ count, worst }) {
  const word = worst.toLowerCase();
  return count === 1 ? `1 ${word} security finding` : `${count} security findings, the worst ${word}`;
}

/** By agent, how many of its findings are open and the highest severity of these. */
export function countsByAgent(findings) {
  const counts = new Map();
  for (const { agent_id: agent, severity } of [...findings].filter(isOpen).sort(inOrder)) {
    const { count, worst } = counts.get(agent) ?? { count: 0, worst: severity };
    counts.set(agent, { count: count + 1, worst });
  }
  return counts;
}
