// Asks what a panel's targets ask, and makes the frames that Grafana's data sources make of the answers.
import { createDataFrame, FieldType } from '@grafana/data';

const MAX_POINTS = 400;

/** The values of a board's variables, and Grafana's own. */
export function interpolate(text, values) {
  return text.replace(/\$\{?(\w+)(?::\w+)?\}?/g, (whole, name) => (name in values ? values[name] : whole));
}

async function ask(url) {
  const answer = await fetch(url);
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${JSON.stringify(body).slice(0, 300)}`);
  return body;
}

async function prometheus(path, parameters) {
  return (await ask(`/prometheus/api/v1/${path}?${new URLSearchParams(parameters)}`)).data.result;
}

function seriesFrame(target, labels, points) {
  const name = target.legendFormat.replace(/\{\{(\w+)\}\}/g, (_, label) => labels[label] ?? '') || undefined;
  const { __name__, ...own } = labels;
  return createDataFrame({
    refId: target.refId,
    name,
    fields: [
      { name: 'Time', type: FieldType.time, values: points.map(([at]) => at * 1000), config: {} },
      { name: 'Value', type: FieldType.number, labels: own, values: points.map(([, value]) => Number(value)),
        config: { displayNameFromDS: name } },
    ],
  });
}

function tableFrame(target, result, alone) {
  const labels = [...new Set(result.flatMap((each) => Object.keys(each.metric)))].sort();
  return createDataFrame({
    refId: target.refId,
    fields: [
      { name: 'Time', type: FieldType.time, values: result.map((each) => each.value[0] * 1000) },
      ...labels.map((label) => ({ name: label, type: FieldType.string, values: result.map((each) => each.metric[label] ?? '') })),
      { name: alone ? 'Value' : `Value #${target.refId}`, type: FieldType.number, values: result.map((each) => Number(each.value[1])) },
    ],
  });
}

/** Where a series has no value, a line has a gap. */
function withGaps(points, step) {
  const all = [];
  for (const point of points) {
    const last = all.at(-1);
    if (last && point[0] - last[0] > step * 1.5) all.push([last[0] + step, null]);
    all.push(point);
  }
  return all.map(([at, value]) => [at, value === null ? null : value]);
}

async function fromPrometheus(target, range, values, tables) {
  // the end of a window is minutes away where they have not settled yet: there any moment is one
  const query = interpolate(range.settled ? target.expr : target.expr.replaceAll('[$window:$window]', '[$window:2s]'), values);
  if (target.instant) {
    const result = await prometheus('query', { query, time: range.to });
    return target.format === 'table'
      ? [tableFrame(target, result, tables === 1)]
      : result.map((each) => seriesFrame(target, each.metric, [each.value]));
  }
  const step = Math.max(range.step, Math.ceil((range.to - range.from) / MAX_POINTS));
  const start = Math.floor(range.from / step) * step;
  const result = await prometheus('query_range', { query, start, end: range.to, step });
  return result.map((each) => seriesFrame(target, each.metric, withGaps(each.values, step)));
}

const member = (item, path) => path.split('.').reduce((value, step) => value?.[step], item);

async function fromApi(target, values) {
  const parameters = target.url_options.params.map(({ key, value }) => [key, interpolate(value, values)]);
  const answer = await ask(`/delegraph${target.url}?${new URLSearchParams(parameters)}`);
  const root = target.root_selector ? answer[target.root_selector] : answer;
  const rows = Array.isArray(root) ? root : [root];
  return [createDataFrame({
    refId: target.refId,
    name: target.format,
    fields: target.columns.map((column) => ({
      name: column.text,
      type: column.type === 'number' ? FieldType.number : FieldType.string,
      values: rows.map((row) => {
        const value = member(row, column.selector);
        if (value === null || value === undefined) return column.type === 'number' ? null : '';
        return column.type === 'number' ? value : Array.isArray(value) ? JSON.stringify(value) : String(value);
      }),
    })),
  })];
}

/** All frames of a panel. */
export async function frames(panel, range, values) {
  const tables = panel.targets.filter((target) => target.format === 'table' && target.expr).length;
  return (await Promise.all(panel.targets.map((target) =>
    target.url ? fromApi(target, values) : fromPrometheus(target, range, values, tables)))).flat();
}

/** Of the answers to a variable's question the first, which is what a board opens with: its value, and its text for titles. */
export async function firstChoice(question, values) {
  const [frame] = await fromApi({ ...question, refId: 'A' }, values);
  return ['__value', '__text'].map((name) => frame.fields.find((field) => field.name === name)?.values[0] ?? '');
}
