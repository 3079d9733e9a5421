// The charts, one by one: what each shows, and how to read it.

import { badOnes, costMonths, costsByProject, failureShare, failureShares, itemsOf, points, sumOf, sums, topSeries } from './charts-model.js';
import { dateWord } from './charts-draw.js';
import { compact, dollars, duration } from './format.js';

const UNKNOWN = '(unknown)';
const PALETTE = ['--series-1', '--series-2', '--series-3', '--series-4', '--series-5', '--series-6'];
const MOST_SERIES = 6;
const MOST_ROWS = 12;
const MOST_MONTHS = 6;
/** The home page sums up whole sessions. */
const DELEGATED_ALONE = 'Main agents are not in it; the cost on the home page and of a session has them.';

export const percent = (share) => (share === null || share === undefined ? '–' : `${(share * 100).toFixed(share < 0.1 && share > 0 ? 1 : 0)} %`);
const time = (ms) => duration(ms) ?? '–';
/** Steps of an axis of times, ms. */
const TIMES = [100, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000];
const money = (amount) => (amount === null || amount === undefined ? '–' : dollars(amount));
const count = (number) => (number === null || number === undefined ? '–' : number.toLocaleString('en', { maximumFractionDigits: 1 }));
const named = (value) => (value === UNKNOWN || value === undefined ? 'unknown' : value);

/** What all panels are made of: the source's items of each answer. `reports` by the names of `questions`. */
export function material(reports, { source, project }, period, now) {
  const of = (name) => itemsOf(reports[name], source, project);
  const all = of('all')[0] ?? null;
  return {
    period, project, now, all,
    total: all?.total ?? null,
    projects: itemsOf(reports.projects, source, project),
    types: of('types'),
    together: of('together')[0] ?? null,
    bottlenecks: of('bottlenecks'),
    patterns: of('patterns'),
    comparisons: reports.patterns.comparisons.filter((one) => one.source === source),
    stages: of('stages'),
    months: itemsOf(reports.months, source, project),
  };
}

/** The figures that stand above all charts: `{term, value, more}`. */
export function headline({ total, together }) {
  if (!total) return [];
  return [
    { term: 'Delegations', value: count(total.sample), more: total.open ? `${total.open} not ended` : 'all ended' },
    { term: 'Failure share', value: percent(failureShare(total)), more: `${badOnes(total)} of ${total.completed + badOnes(total)} that ended` },
    { term: 'Duration', value: time(total.duration_ms.p50), more: `p95 ${time(total.duration_ms.p95)}` },
    { term: 'Cost of delegations', value: money(total.cost_usd), more: `of ${total.cost_known_of} whose cost is known, without main agents` },
    { term: 'Tokens of delegations', value: compact(total.total_tokens), more: `of ${total.tokens.sample} whose tokens are known, without main agents` },
    { term: 'Agents at once', value: count(together?.total.peak_concurrency.p50 ?? null), more: 'at most, in the median prompt' },
  ];
}

const OUTCOMES = [
  ['Finished', '--meaning-completed', (one) => one.completed],
  ['Failed', '--meaning-failed', (one) => one.failed],
  ['Not started', '--meaning-refused', (one) => one.refused],
  ['Stopped', '--meaning-killed', (one) => one.killed],
  ['Lost', '--meaning-lost', (one) => one.lost],
  ['Not ended', '--meaning-open', (one) => one.open],
];

/**
 * The panels; the costs by month alone where the period is empty: `{id, heading, how, note}` with `chart` as charts-draw.js takes it, or `table` `{columns, rows}`; a cell is `{text, share}`, `share`
 * 0..1 of the longest bar of its column, null for none.
 */
export function panels(from) {
  return !from.total ? [costTable(from)] : [costTable(from), outcomes(from), failures(from), durations(from), costs(from), tokens(from), concurrency(from), types(from), bottlenecks(from), patterns(from), stages(from)];
}

const bars = ({ period }, series, format) => ({ at: period.starts, range: period.range, unit: period.unit, stacked: true, format, series });

function outcomes(from) {
  const series = OUTCOMES.map(([label, colour, figure]) => ({ label, colour, values: sums(from.all, from.period, figure) }));
  return {
    id: 'outcomes', heading: 'Delegations by outcome', chart: bars(from, series.filter(({ values }, index) => index === 0 || values.some(Boolean)), count),
    how: 'Each bar counts the delegations that were asked for in that time, by what came of them. A bar changes for as long as one of its agents works. Green that shrinks while red grows is a reason to look at the failure share.',
  };
}

function failures(from) {
  return {
    id: 'failures', heading: 'Failure share', chart: { at: from.period.starts, range: from.period.range, unit: from.period.unit, format: percent, series: [{ label: 'Ended badly', colour: '--meaning-failed', values: failureShares(from.all, from.period) }] },
    how: 'Of the delegations that have ended, how many failed, were not started, were stopped or got lost. A gap is a time in which none ended. With few delegations one failure makes a high point: look at the bars for how many there were.',
  };
}

/** Quantiles cannot be added up, so this chart has a point for each window of the server. */
function durations({ all, period }) {
  const [p50, p95] = [points(all, (one) => one.duration_ms.p50), points(all, (one) => one.duration_ms.p95)];
  return {
    id: 'durations', heading: 'Duration of a delegation', chart: {
      at: p50.at, range: period.range, unit: period.unit === 'hour' ? 'hour' : 'day', format: time, steps: TIMES,
      series: [{ label: 'p50', colour: '--meaning-active', values: p50.values }, { label: 'p95', colour: '--meaning-waiting', values: p95.values, dash: [5, 4] }],
    },
    how: 'Half of the delegations were shorter than p50, 19 of 20 shorter than p95. When p95 leaves p50 behind, a few run very long: the bottlenecks below say which type.',
  };
}

function costs(from) {
  const { project, types: byType, projects, period } = from;
  const [items, key] = project ? [byType, 'agent_type'] : [projects, 'project'];
  const top = topSeries(items, period, (one) => one.cost_usd, ({ group }) => named(group[key]), MOST_SERIES);
  return {
    id: 'costs', heading: `Cost of delegations by ${project ? 'type' : 'project'}`, chart: bars(from, top.map((one, index) => ({ label: one.name, values: one.values, colour: one.isOther ? '--series-other' : PALETTE[index] })), money),
    how: `List prices of config/models.yaml for the tokens of delegated agents, by when they were asked for. ${DELEGATED_ALONE} Delegations whose tokens or model are unknown cost nothing here: the figure above says how many are known.`,
  };
}

function tokens(from) {
  return {
    id: 'tokens', heading: 'Tokens of delegations', chart: bars(from, [{ label: 'Tokens', colour: '--series-1', values: sums(from.all, from.period, (one) => one.total_tokens) }], compact),
    how: 'All tokens of the delegated agents whose use is wholly known: input, output, and what was read from and written to the cache. Main agents are not in it. Cached input is most of it and cheap, so this and the cost can move apart.',
  };
}

function concurrency({ all, together, period }) {
  const [mean, peak] = [points(all, (one) => one.concurrency), points(together, (one) => one.peak_concurrency.p95)];
  const at = [...new Set([...mean.at, ...peak.at])].sort((a, b) => a - b);
  const on = ({ at: times, values }) => at.map((moment) => values[times.indexOf(moment)] ?? null);
  return {
    id: 'concurrency', heading: 'Agents at work at once', chart: {
      at, range: period.range, unit: period.unit === 'hour' ? 'hour' : 'day', format: (value) => (value < 1 && value > 0 ? value.toFixed(2) : count(value)),
      series: [{ label: 'On average', colour: '--meaning-active', values: on(mean) }, { label: 'Peak of a prompt, p95', colour: '--meaning-waiting', values: on(peak), dash: [5, 4] }],
    },
    how: 'The line is how many delegated agents were at work on average over the whole time, nights included. The dashed one is how many one prompt had at work at the same moment, of 19 in 20 prompts at most.',
  };
}

/** Rows of cells; a column's figure is drawn as a bar where it says so. `total` is a last row without bars. */
function table(columns, items, total = null) {
  const longest = columns.map(({ bar, figure }) => (bar ? Math.max(...items.map((item) => figure(item) ?? 0), 0) : 0));
  return {
    columns: columns.map(({ label, isText }) => ({ label, isText: Boolean(isText) })),
    rows: [...items, ...(total ? [total] : [])].map((item) => columns.map(({ figure, format, bar }, index) => ({ text: format(figure(item)), share: bar && item !== total && longest[index] ? (figure(item) ?? 0) / longest[index] : null }))),
  };
}

function costTable({ projects, months, now, period, total }) {
  const rows = costsByProject(projects, months);
  const shown = costMonths(months, now, MOST_MONTHS);
  const isMonth = period.from === shown[1] && period.to === shown[0];
  const byMonth = shown.map((start, index) => ({ label: monthWords(start, index), figure: (row) => row.byMonth.get(start) ?? null, format: money, bar: isMonth && index === 1 }));
  return {
    id: 'cost-table', heading: 'What the delegated agents of each project cost', width: 'whole', table: table([
      { label: 'Project', isText: true, figure: (row) => row.project, format: named },
      ...(isMonth || !total ? [] : [{ label: 'In the period', figure: (row) => row.cost, format: money, bar: true }]),
      ...byMonth,
      ...(total ? [{ label: 'Delegations', figure: (row) => row.sample, format: count }, { label: 'Cost known of', figure: (row) => row.priced, format: count }] : []),
    ], rows.slice(0, MOST_ROWS), rows.length > 1 ? sumOf(rows) : null),
    how: `At list prices, in the chosen period and by calendar month (UTC). ${DELEGATED_ALONE}`,
  };
}

const monthWords = (start, index) => ['This month', 'Last month'][index] ?? dateWord(start, 'month');

function types({ types: items }) {
  const rows = [...items].sort((a, b) => b.total.sample - a.total.sample).slice(0, MOST_ROWS);
  return {
    id: 'types', heading: 'By type of agent', width: 'half', table: table([
      { label: 'Type', isText: true, figure: ({ group }) => group.agent_type, format: named },
      { label: 'Delegations', figure: ({ total }) => total.sample, format: count, bar: true },
      { label: 'Failure share', figure: ({ total }) => failureShare(total), format: percent },
      { label: 'p50', figure: ({ total }) => total.duration_ms.p50, format: time },
      { label: 'p95', figure: ({ total }) => total.duration_ms.p95, format: time },
      { label: 'Tokens, mean', figure: ({ total }) => total.tokens.mean, format: (value) => (value === null ? '–' : compact(Math.round(value))) },
      { label: 'Cost', figure: ({ total }) => total.cost_usd, format: money, bar: true },
    ], rows),
    how: 'Types by how often they were asked for. A type with a high share of failures or a long p95 is worth a better prompt or another model; one with few delegations says little.',
  };
}

function bottlenecks({ bottlenecks: items }) {
  const rows = items.filter(({ total }) => total.critical_ms > 0).sort((a, b) => b.total.half_time_saves_ms - a.total.half_time_saves_ms).slice(0, MOST_ROWS);
  return {
    id: 'bottlenecks', heading: 'Bottlenecks', width: 'half', table: table([
      { label: 'Type', isText: true, figure: ({ group }) => group.agent_type, format: named },
      { label: 'Half the time would save', figure: ({ total }) => total.half_time_saves_ms, format: time, bar: true },
      { label: 'On critical paths', figure: ({ total }) => total.critical_ms, format: time },
      { label: 'Share of them', figure: ({ total }) => total.critical_share, format: percent },
      { label: 'Prompts', figure: ({ total }) => total.sample, format: count },
    ], rows),
    how: 'What prompts waited for. Only work on the critical path makes a prompt longer; the first column is how much earlier all prompts together would have ended had the agents of that type taken half as long. The first row is where speed pays most.',
  };
}

const PATTERNS = { single: 'the main agent alone', 'sub-agent': 'delegated', loop: 'loop', wave: 'waves' };

function patterns({ patterns: items, comparisons, project }) {
  const rows = [...items].sort((a, b) => b.total.sample - a.total.sample);
  return {
    id: 'patterns', heading: 'Patterns of work', width: 'half', note: note(comparisons.map(({ of, against, says }) => (says.startsWith(of) ? `${says}.` : `${PATTERNS[of] ?? of} against ${PATTERNS[against] ?? against}: ${says}.`)), project),
    table: table([
      { label: 'Pattern', isText: true, figure: ({ group }) => group.orchestration, format: (name) => PATTERNS[name] ?? named(name) },
      { label: 'Prompts', figure: ({ total }) => total.sample, format: count, bar: true },
      { label: 'Without a failure', figure: ({ total }) => total.good_share, format: percent },
      { label: 'Time, p50', figure: ({ total }) => total.elapsed_ms.p50, format: time },
      { label: 'Tokens, p50', figure: ({ total }) => total.tokens.p50, format: (value) => (value === null ? '–' : compact(value)) },
      { label: 'Cost', figure: ({ total }) => total.cost_usd, format: money },
    ], rows),
    how: 'How prompts were worked on, with the cost of their delegations: by the main agent alone, by agents it asked once, in waves one after the other, or in a loop on what came out. It is what happened, not what a pattern causes: harder prompts get more agents.',
  };
}

function stages({ stages: items, project }) {
  const rows = [...items].sort((a, b) => a.group.orchestration.localeCompare(b.group.orchestration) || a.group.stage.localeCompare(b.group.stage, 'en', { numeric: true })).slice(0, 16);
  return {
    id: 'stages', heading: 'Stages', width: 'half', note: note([], project), table: table([
      { label: 'Stage', isText: true, figure: ({ group }) => `${group.orchestration === 'loop' ? 'Round' : 'Wave'} ${group.stage}`, format: (word) => word },
      { label: 'Prompts', figure: ({ total }) => total.sample, format: count, bar: true },
      { label: 'Agents', figure: ({ total }) => total.agents, format: count },
      { label: 'Time, p50', figure: ({ total }) => total.duration_ms.p50, format: time },
      { label: 'Failure share', figure: ({ total }) => total.failed_share, format: percent },
      { label: 'Done again', figure: ({ total }) => total.rework, format: count },
      { label: 'Against the one before', isText: true, figure: ({ total }) => total.change?.says ?? null, format: (says) => says ?? '' },
    ], rows),
    how: 'Waves of agents and rounds of loops by their number. Later rounds that take as long as the first and fail as often are rounds that bring nothing.',
  };
}

function note(sentences, project) {
  return [...sentences, project ? 'Not told apart by project: these are all projects of the source.' : null].filter(Boolean).join(' ') || null;
}
