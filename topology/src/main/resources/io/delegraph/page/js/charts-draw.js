// Draws with uPlot, which is loaded when the first chart is: bars on each other, and lines.

import { h } from './dom.js';

let loading = null;

/** The library; refused when it cannot be loaded. */
export function uPlotLoaded() {
  loading ??= new Promise((resolve, reject) => {
    const failed = () => reject(new Error('the chart library could not be loaded'));
    document.head.append(
      h('link', { rel: 'stylesheet', href: '/lib/uplot.css' }),
      h('script', { src: '/lib/uplot.js', onload: () => resolve(window.uPlot), onerror: failed }),
    );
  });
  return loading;
}

const HEIGHT = 190;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * A chart in `host`: `{at, series, format, unit, range, steps, stacked}`; `at` and `range` epoch ms, `steps` round values for its axis, series `{label, colour, values, dash}` with `colour` the
 * name of a CSS variable, `format(value)` words for a value. Gives a way to end it.
 */
export function draw(uPlot, host, { at, series, format, unit, range, steps, stacked = false }) {
  const tops = stacked ? stack(series) : series.map(({ values }) => values);
  const order = stacked ? series.map((_, index) => series.length - 1 - index) : series.map((_, index) => index);
  const isUtc = unit !== 'hour';
  const options = {
    width: host.clientWidth || 400,
    height: HEIGHT,
    tzDate: (seconds) => (isUtc ? uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') : new Date(seconds * 1000)),
    cursor: { y: false, points: { size: 6 } },
    scales: { x: { time: true, range: () => [range[0] / 1000, range[1] / 1000] }, y: { range: (_, from, to) => [Math.min(0, from ?? 0), to > 0 ? to * 1.08 : 1] } },
    axes: [
      { stroke: token('--text-faint'), grid: { show: false }, ticks: { stroke: token('--line') }, font: FONT(), values: (_, ticks) => ticks.map((tick) => dateWord(tick * 1000, unit)), space: 64, incrs: INCREMENTS[unit] },
      { stroke: token('--text-faint'), grid: { stroke: token('--line'), width: 1 }, ticks: { show: false }, font: FONT(), size: 72, incrs: steps, values: (_, ticks) => ticks.map((tick) => format(tick)) },
    ],
    series: [
      { label: unit === 'hour' ? 'Hour' : unit === 'month' ? 'Month' : 'Day', value: (_, seconds) => (seconds === null ? '–' : dateWord(seconds * 1000, unit)) },
      ...order.map((index) => ({
        label: series[index].label,
        stroke: token(series[index].colour),
        fill: stacked ? token(series[index].colour) : undefined,
        width: stacked ? 0 : 1.8,
        dash: series[index].dash,
        spanGaps: false,
        points: { show: !stacked, size: 5, fill: token(series[index].colour) },
        paths: stacked ? uPlot.paths.bars({ size: [0.72, 44], align: 1 }) : undefined,
        value: (_, __, ___, row) => (row === null || row === undefined ? '–' : (series[index].values[row] === null ? '–' : format(series[index].values[row]))),
      })),
    ],
  };
  const chart = new uPlot(options, [at.map((ms) => ms / 1000), ...order.map((index) => tops[index])], host);
  const resized = new ResizeObserver(() => host.clientWidth && chart.setSize({ width: host.clientWidth, height: HEIGHT }));
  resized.observe(host);
  return () => {
    resized.disconnect();
    chart.destroy();
  };
}

const FONT = () => `11px ${token('--font')}`;
const INCREMENTS = { hour: [1, 2, 3, 6, 12].map((hours) => hours * 3600), day: [1, 2, 5, 7, 14].map((days) => days * 86_400), month: undefined };

const dayWord = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const monthWord = new Intl.DateTimeFormat(undefined, { month: 'short', year: '2-digit', timeZone: 'UTC' });
const hourWord = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A window's start in words. */
export function dateWord(ms, unit) {
  return (unit === 'hour' ? hourWord : unit === 'month' ? monthWord : dayWord).format(ms);
}

function stack(series) {
  const tops = [];
  let below = null;
  for (const { values } of series) {
    below = values.map((value, index) => (value ?? 0) + (below?.[index] ?? 0));
    tops.push(below);
  }
  return tops;
}
