// Which sessions the list shows.

import { isLive } from './words.js';

const LIVE = 'REQUESTED,ACTIVE,WAITING';
const SPANS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 };

/** The choices of the state filter: value, words. */
export const STATE_CHOICES = [
  ['', 'Any state'],
  ['person', 'Needs a person'],
  ['live', 'Live'],
  ['ended', 'Ended'],
  ['trouble', 'With failures'],
];

export const SINCE_CHOICES = [
  ['', 'Any time'],
  ['hour', 'Last hour'],
  ['day', 'Last day'],
  ['week', 'Last week'],
];

/** What the server can select by itself. */
export function sessionQuery(filters, now) {
  return {
    limit: 100,
    state: filters.state === 'live' ? LIVE : null,
    from: SPANS[filters.since] ? Math.floor((now - SPANS[filters.since]) / 60_000) * 60_000 : null,
    project: filters.project,
    user: filters.user,
  };
}

/** The rest. `ofType` holds the ids of the sessions with an agent of the type asked for; null when none is asked for. */
export function matches(session, filters, ofType) {
  if (filters.host && session.host !== filters.host) return false;
  if (filters.project && session.project !== filters.project) return false;
  if (filters.user && session.user !== filters.user) return false;
  if (ofType && !ofType.has(session.session_id)) return false;
  return hasState(session, filters.state) && hasText(session, filters.q);
}

function hasState(session, state) {
  switch (state) {
    case 'person':
      return session.waits.length > 0;
    case 'live':
      return isLive(session.state);
    case 'ended':
      return !isLive(session.state);
    case 'trouble':
      return ['FAILED', 'REFUSED', 'KILLED', 'LOST'].some((bad) => session.agents[bad]) || session.state === 'FAILED' || session.state === 'LOST';
    default:
      return true;
  }
}

function hasText(session, text) {
  if (!text) return true;
  const all = [session.project, session.user, session.host, session.session_id, ...session.waits.map((wait) => wait.why)];
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const joined = all.filter(Boolean).join(' ').toLowerCase();
  return words.every((word) => joined.includes(word));
}

/** Live ones first, in them those that need a person; a session does not change its place only because it goes on. */
export function inListOrder(sessions) {
  const rank = (session) => (isLive(session.state) ? (session.waits.length ? 0 : 1) : 2);
  const time = (session) => (isLive(session.state) ? session.started_at : session.ended_at) ?? session.last_seen_at;
  return [...sessions].sort((a, b) => rank(a) - rank(b) || time(b) - time(a) || (a.session_id < b.session_id ? -1 : 1));
}
