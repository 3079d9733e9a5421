// What the charts ask and show: periods, sources, series and rows, as plain data.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONTHS = 12;

/** The choices of the period: value, words. */
export const PERIODS = [
  ['today', 'Today'],
  ['7d', '7 days'],
  ['30d', '30 days'],
  ['last-month', 'Last month'],
  ['12m', '12 months'],
];

export const DEMO = 'demo';

/** The view that a fragment's rest names; what is not known is as if it were not there. */
export function readCharts(rest) {
  const query = new URLSearchParams(rest);
  const period = query.get('period');
  return {
    period: PERIODS.some(([value]) => value === period) ? period : '30d',
    source: query.get('source') || null,
    project: query.get('project') || null,
  };
}

/** The fragment of a view. */
export function chartsFragment({ period, source, project }) {
  const query = new URLSearchParams({ period });
  if (source) query.set('source', source);
  if (project) query.set('project', project);
  return `#charts?${query}`;
}

const monthStart = (now, back) => {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1);
};

/**
 * `{window, from, to, starts, range, unit}` of a period, epoch ms: `starts` are those of its bars, `range` what its axis spans; `unit` is hour, day or month. Days and months
 * are those of UTC, as the server sums them; hours begin with the day of this browser.
 */
export function periodOf(name, now) {
  if (name === 'today') {
    const from = new Date(now).setHours(0, 0, 0, 0);
    return { window: '1h', from, to: now, unit: 'hour', starts: steps(from, now, HOUR), range: [from, from + DAY] };
  }
  if (name === '12m') {
    const starts = Array.from({ length: MONTHS }, (_, index) => monthStart(now, MONTHS - 1 - index));
    return { window: '1d', from: starts[0], to: now, unit: 'month', starts, range: [starts[0], monthStart(now, -1)] };
  }
  if (name === 'last-month') {
    const [from, to] = [monthStart(now, 1), monthStart(now, 0)];
    return { window: '1d', from, to, unit: 'day', starts: steps(from, to, DAY), range: [from, to] };
  }
  const today = Math.floor(now / DAY) * DAY;
  const from = today - ((name === '7d' ? 7 : 30) - 1) * DAY;
  return { window: '1d', from, to: now, unit: 'day', starts: steps(from, now, DAY), range: [from, today + DAY] };
}

function steps(from, to, step) {
  const starts = [];
  for (let at = from; at < to; at += step) starts.push(at);
  return starts;
}

/** What is asked of the server: by name its path below /metrics and its parameters. */
export function questions({ project }, period, now) {
  const { window, from, to } = period;
  const ask = (path, group, more = {}) => ({ path, parameters: { window, from, to, group_by: group, ...more } });
  return {
    all: ask('delegation', project ? 'project' : 'all'),
    projects: ask('delegation', 'project'),
    types: ask('delegation', project ? 'project,agent_type' : 'agent_type'),
    together: ask('coordination', project ? 'project' : 'all'),
    bottlenecks: ask('bottlenecks', project ? 'project,agent_type' : 'agent_type'),
    patterns: ask('patterns', 'orchestration'),
    stages: ask('stages', 'orchestration,stage'),
    months: ask('delegation', 'project', { window: '1d', from: monthStart(now, MONTHS - 1), to: now }),
  };
}

/** Producing clients with how much each has in the period, the one with most first; those too that have something only in earlier months. */
export function sourcesOf({ projects, months }) {
  const samples = new Map(months.items.map(({ source }) => [source, 0]));
  for (const { source, total } of projects.items) samples.set(source, (samples.get(source) ?? 0) + total.sample);
  return [...samples].map(([source, sample]) => ({ source, sample })).sort((a, b) => b.sample - a.sample);
}

/** The one that is shown: what was asked for, else the real one with most; null when there is none. Demo only when it was asked for. */
export function chosenSource(asked, sources) {
  return asked ?? sources.find(({ source }) => source !== DEMO)?.source ?? null;
}

/** An answer's items of a source, and of a project where the items know one. */
export function itemsOf(report, source, project) {
  return report.items.filter((item) => item.source === source && (!project || !('project' in item.group) || item.group.project === project));
}

/** Per start the windows of an item that lie between it and the next. */
export function windowsBy(item, period) {
  const found = period.starts.map(() => []);
  for (const window of item?.windows ?? []) {
    const index = period.starts.findLastIndex((start) => start <= window.start);
    if (index >= 0) found[index].push(window.figures);
  }
  return found;
}

/** Per start the sum of a figure; null figures are left out, `null` where nothing has one and `isGap`. */
export function sums(item, period, figure, isGap = false) {
  return windowsBy(item, period).map((all) => {
    const values = all.map(figure).filter((value) => value !== null && value !== undefined);
    return values.length || !isGap ? values.reduce((a, b) => a + b, 0) : null;
  });
}

export const badOnes = (figures) => figures.failed + figures.refused + figures.killed + figures.lost;
export const endedOnes = (figures) => figures.completed + badOnes(figures);

/** Of those that ended, 0..1; null while none has. */
export const failureShare = (figures) => (endedOnes(figures) ? badOnes(figures) / endedOnes(figures) : null);

/** Per start the failure share of what ended in it. */
export function failureShares(item, period) {
  const [bad, ended] = [sums(item, period, badOnes), sums(item, period, endedOnes)];
  return ended.map((count, index) => (count ? bad[index] / count : null));
}

/** Single windows as points, for figures that cannot be summed: `{at, value}`. */
export function points(item, figure) {
  const all = (item?.windows ?? []).map(({ start, figures }) => ({ at: start, value: figure(figures) }));
  return { at: all.map(({ at }) => at), values: all.map(({ value }) => value ?? null) };
}

/** The items with most of a figure, the others summed up as one: `[{name, values}]`. */
export function topSeries(items, period, figure, nameOf, most) {
  const all = items.map((item) => ({ name: nameOf(item), total: figure(item.total) ?? 0, values: sums(item, period, figure) }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total);
  const rest = all.slice(most);
  if (!rest.length) return all;
  return [...all.slice(0, most), { name: `${rest.length} others`, isOther: true, total: rest.reduce((sum, { total }) => sum + total, 0), values: period.starts.map((_, index) => rest.reduce((sum, { values }) => sum + values[index], 0)) }];
}

/** The months to show the cost of: this and the last one, and others that have one, at most `most` in all; starts, the latest first. */
export function costMonths(months, now, most) {
  const starts = new Set([monthStart(now, 0), monthStart(now, 1)]);
  for (const { windows } of months) for (const { start, figures } of windows) if (figures.cost_usd !== null) starts.add(monthStart(start, 0));
  return [...starts].sort((a, b) => b - a).slice(0, most);
}

/** Cost of each project in the period and by month; null where no cost is known. The dearest first. */
export function costsByProject(items, months) {
  const rows = new Map();
  const row = (project) => {
    if (!rows.has(project)) rows.set(project, { project, cost: null, priced: 0, sample: 0, byMonth: new Map() });
    return rows.get(project);
  };
  for (const { group, total } of items) Object.assign(row(group.project), { cost: total.cost_usd, priced: total.cost_known_of, sample: total.sample });
  for (const { group, windows } of months) {
    const { byMonth } = row(group.project);
    for (const { start, figures } of windows) {
      const month = monthStart(start, 0);
      if (figures.cost_usd !== null) byMonth.set(month, (byMonth.get(month) ?? 0) + figures.cost_usd);
    }
  }
  const all = ({ byMonth }) => [...byMonth.values()].reduce((sum, cost) => sum + cost, 0);
  return [...rows.values()].sort((a, b) => (b.cost ?? -1) - (a.cost ?? -1) || all(b) - all(a));
}

/** All of these rows as one. */
export function sumOf(rows) {
  const all = { project: 'All projects', cost: null, priced: 0, sample: 0, byMonth: new Map() };
  for (const { cost, priced, sample, byMonth } of rows) {
    if (cost !== null) all.cost = (all.cost ?? 0) + cost;
    all.priced += priced;
    all.sample += sample;
    for (const [month, amount] of byMonth) all.byMonth.set(month, (all.byMonth.get(month) ?? 0) + amount);
  }
  return all;
}

/** The start of the latest day that has anything; null when none has. */
export function latestDay(items) {
  const starts = items.flatMap(({ windows }) => windows.map(({ start }) => start));
  return starts.length ? Math.max(...starts) : null;
}
