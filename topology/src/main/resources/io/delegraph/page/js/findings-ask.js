// Reads findings page by page: open ones before others, and of both the worst first. The server lists them by time alone.

import { api } from './api.js';
import { SEVERITIES } from './findings.js';

export const PAGE = 50;

const OPEN = 'NEW,UPDATED';
const OTHERS = 'SUPPRESSED,RESOLVED,RETRACTED';

/** The choices of the state filter: value, words. */
export const STATE_CHOICES = [
  ['', 'Any state'],
  ['open', 'Open'],
  ['suppressed', 'Suppressed'],
  ['resolved', 'Resolved'],
  ['retracted', 'Retracted'],
];

/** The questions whose answers, one after the other, are the list. */
export function questions({ severity, rule, state, project, type }) {
  const states = state === '' ? [OPEN, OTHERS] : [state === 'open' ? OPEN : state.toUpperCase()];
  const least = severity ? SEVERITIES.indexOf(severity) : SEVERITIES.length - 1;
  return states.flatMap((some) => SEVERITIES.slice(0, least + 1).map((one) => ({ state: some, severity: one, max_severity: one, rule, project, agent_type: type })));
}

/**
 * The next page: `place` {index, cursor} says where it begins, null for the first one. Answers {items, place, missing}: `place` of the page
 * behind it, null when there is none.
 */
export async function page(asked, place, signal) {
  const items = [];
  const missing = new Set();
  let { index, cursor } = place ?? { index: 0, cursor: null };
  while (index < asked.length && items.length < PAGE) {
    const answer = await api.findings({ ...asked[index], cursor, limit: PAGE - items.length }, signal);
    items.push(...answer.items);
    for (const partition of answer.missing_partitions) missing.add(partition);
    cursor = answer.next;
    if (cursor === null) index += 1;
  }
  return { items, missing, place: index < asked.length ? { index, cursor } : null };
}
