// What came of some time: figures of today and of the last seven days against the seven before.

import { api } from './api.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** More sessions in two weeks than pages of this size hold are not counted: the figure then says "at least". */
const PAGES = 5;
const PAGE = 1000;
const DEMO = 'demo';

/** `today`, `week` and `before` as {from, to}, epoch ms, in whole hours: days begin where the reader is. */
function periods(now) {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const today = midnight - (midnight % HOUR_MS);
  const to = Math.ceil((now + 1) / HOUR_MS) * HOUR_MS;
  const week = daysBefore(today, 6);
  return { today: { from: today, to }, week: { from: week, to }, before: { from: daysBefore(today, 13), to: week } };
}

/**
 * The same spans in the windows that are asked for: few, so that the answers stay small. Windows of a day are days of UTC; a span begins
 * with the one that begins nearest to it, and where the week begins the week before ends.
 */
function windowsOf({ today, week }) {
  const from = Math.round(week.from / DAY_MS) * DAY_MS;
  return {
    today: { window: '1h', ...today },
    week: { window: '1d', from, to: today.to },
    before: { window: '1d', from: from - WEEK_MS, to: from },
  };
}

/** By the calendar: a day that the clocks are changed in has another length. */
function daysBefore(midnight, days) {
  const date = new Date(midnight);
  const at = date.setDate(date.getDate() - days);
  return at - (at % HOUR_MS);
}

/** Asks for all of it; `{source, sources, today, week, before}`, of one source: sources are never added up. `isLarge` is not asked often. */
export async function figures(now, wanted, signal) {
  const spans = periods(now);
  const asked = Object.entries(windowsOf(spans)).map(async ([name, span]) => [name, await api.delegations(span, signal)]);
  const [sessions, reports] = await Promise.all([sessionsSince(spans.before.from, signal), Promise.all(asked)]);
  const sources = sourcesOf(sessions.items, reports.map(([, report]) => report));
  const source = sources.includes(wanted) ? wanted : (sources[0] ?? null);
  const of = (span, report) => ({
    ...sessionFigures(sessions.items.filter((session) => session.source === source && within(session, span))),
    ...delegationFigures(report.items.find((item) => item.source === source)?.total),
  });
  return { source, sources, isPartial: sessions.isPartial, isLarge: sessions.items.length >= PAGE, ...Object.fromEntries(reports.map(([name, report]) => [name, of(spans[name], report)])) };
}

/** A session's source is null before its first event is understood; such a one counts nowhere. */
function sourcesOf(sessions, reports) {
  const counts = new Map();
  const count = (source, by) => source && counts.set(source, (counts.get(source) ?? 0) + by);
  for (const session of sessions) count(session.source, 1);
  for (const report of reports) for (const item of report.items) count(item.source, 0);
  return [...counts].sort(([a, many], [b, few]) => (a === DEMO) - (b === DEMO) || few - many).map(([source]) => source);
}

const within = (session, { from, to }) => {
  const began = session.started_at ?? session.last_seen_at;
  return began >= from && began < to;
};

async function sessionsSince(from, signal) {
  const items = [];
  let cursor = null;
  for (let page = 0; page < PAGES; page += 1) {
    const answer = await api.sessions({ from, limit: PAGE, cursor }, signal);
    items.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return { items, isPartial: cursor !== null };
}

/** Cost and tokens with those of the main agents; null where none is known. */
function sessionFigures(sessions) {
  const sum = (field) => {
    const known = sessions.filter((session) => session[field] !== null);
    return known.length ? known.reduce((total, session) => total + session[field], 0) : null;
  };
  return { sessions: sessions.length, cost: sum('cost_usd'), tokens: sum('tokens') };
}

/** The share of failures is that of the dashboards and alerts: failed, stopped or lost, of those that started and ended. */
function delegationFigures(total) {
  if (!total) return { delegations: 0, failures: null };
  const failed = total.failed + total.killed + total.lost;
  const ended = failed + total.completed;
  return { delegations: total.sample, failures: ended ? failed / ended : null };
}

