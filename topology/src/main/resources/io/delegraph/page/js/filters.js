// Which sessions the list shows.

import { isLive, isUrgent } from './words.js';

const LIVE = 'REQUESTED,ACTIVE,WAITING';
const SPANS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 };

/** The choices of the state filter: value, words. */
export const STATE_CHOICES = [
  ['', 'Any state'],
  ['person', 'Needs you'],
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

/** The rest. */
export function matches(session, filters) {
  if (filters.host && session.host !== filters.host) return false;
  if (filters.project && session.project !== filters.project) return false;
  if (filters.user && session.user !== filters.user) return false;
  return hasState(session, filters.state);
}

function hasState(session, state) {
  switch (state) {
    case 'person':
      return needsPerson(session);
    case 'live':
      return isLive(session.state);
    case 'ended':
      return !isLive(session.state);
    case 'trouble':
      return failures(session).length > 0;
    default:
      return true;
  }
}

const needsPerson = (session) => session.waits.some(isUrgent);

/** What went wrong in a session, worst first: [what, how often]; a turn that failed is one of the main agent. */
export function failures(session) {
  const found = [['turn', session.failed_turns ?? 0], ...['FAILED', 'REFUSED', 'LOST', 'KILLED'].map((state) => [state, session.agents[state] ?? 0])];
  if (session.state === 'LOST') found.push(['main', 1]);
  return found.filter(([, count]) => count > 0);
}

/**
 * Live ones first, in them those that need a person; a session does not change its place only because it goes on. What has been silent for
 * a day is history, whatever its state is.
 */
export function inListOrder(sessions, now) {
  const goesOn = (session) => isLive(session.state) && now - session.last_seen_at < SPANS.day;
  const rank = (session) => (goesOn(session) ? (needsPerson(session) ? 0 : 1) : 2);
  const time = (session) => (goesOn(session) ? session.started_at : session.ended_at) ?? session.last_seen_at;
  return [...sessions].sort((a, b) => rank(a) - rank(b) || time(b) - time(a) || (a.session_id < b.session_id ? -1 : 1));
}
