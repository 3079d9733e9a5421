// The charts: a period, a source and a project are chosen above, and stand in the address.

import { api } from './api.js';
import { dateWord, draw, uPlotLoaded } from './charts-draw.js';
import { DEMO, PERIODS, chartsFragment, chosenSource, itemsOf, latestDay, periodOf, questions, readCharts, sourcesOf } from './charts-model.js';
import { headline, material, panels } from './charts-panels.js';
import { h, setAttribute } from './dom.js';
import { counted } from './format.js';
import { howTo } from './panel-parts.js';

export class Charts {
  #store;
  #host = null;
  #asked = 0;
  #drawn = [];
  /** Draws again what is shown, in other colours. */
  #redraw = () => {};

  constructor(store) {
    this.#store = store;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#redraw());
  }

  async show(host, rest) {
    this.#host = host;
    const asked = ++this.#asked;
    const view = readCharts(rest);
    const now = this.#store.now();
    const period = periodOf(view.period, now);
    setAttribute(host, 'aria-label', 'Charts');
    setAttribute(host, 'aria-busy', 'true');
    if (!host.querySelector('.charts')) host.replaceChildren(frame(view, [], null, h('p', { class: 'note', text: 'Loading…' })));
    try {
      const asking = Object.entries(questions(view, period, now)).map(async ([name, { path, parameters }]) => [name, await api.metrics(path, parameters)]);
      const [uPlot, ...answers] = await Promise.all([uPlotLoaded(), ...asking]);
      if (asked !== this.#asked) return;
      this.#fill(uPlot, view, period, Object.fromEntries(answers), now);
    } catch (failure) {
      if (asked !== this.#asked) return;
      host.replaceChildren(frame(view, [], null, h('p', { class: 'note bad', text: `No charts: ${failure.message}` })));
    }
    setAttribute(host, 'aria-busy', null);
  }

  #fill(uPlot, view, period, reports, now) {
    const sources = sourcesOf(reports);
    const source = chosenSource(view.source, sources);
    const projects = [...new Set([...itemsOf(reports.projects, source, null), ...itemsOf(reports.months, source, null)].map(({ group }) => group.project))].sort();
    const from = source === null ? null : material(reports, { source, project: view.project }, period, now);
    this.#end();
    if (!from?.total && !from?.months.length) {
      this.#host.replaceChildren(frame({ ...view, source }, sources, projects, nothing(view, source, sources, null)));
      return;
    }
    const shown = panels(from);
    const grid = h('div', { class: 'charts-grid' }, shown.map((panel) => panelElement(panel)));
    this.#host.replaceChildren(frame({ ...view, source }, sources, projects, [from.total ? figures(headline(from)) : nothing(view, source, sources, latestDay(from.months)), partial(reports), grid]));
    this.#redraw = () => {
      this.#end();
      for (const panel of shown) {
        const space = panel.chart && grid.querySelector(`#chart-${panel.id} .chart`);
        if (space) this.#drawn.push(draw(uPlot, space, panel.chart));
      }
    };
    this.#redraw();
  }

  #end() {
    for (const end of this.#drawn.splice(0)) end();
  }
}

function frame(view, sources, projects, content) {
  const to = (change) => chartsFragment({ ...view, ...change });
  const choose = (label, value, choices, change) => h('label', { class: 'choice' }, h('span', { text: label }),
    h('select', { onchange: (event) => location.assign(to(change(event.target.value))) },
      choices.map(([choice, words]) => h('option', { value: choice, text: words, selected: choice === (value ?? '') }))));
  const named = sources.some(({ source }) => source === view.source) || !view.source ? sources : [{ source: view.source, sample: 0 }, ...sources];
  const places = new Set([...(projects ?? []), ...(view.project ? [view.project] : [])]);
  return h('div', { class: 'charts scroll' },
    h('header', { class: 'charts-head' },
      h('h2', { text: 'Charts' }),
      h('nav', { class: 'segments', 'aria-label': 'Period' }, PERIODS.map(([period, words]) => h('a', { class: 'segment', href: to({ period }), 'aria-current': period === view.period ? 'true' : null, text: words }))),
      projects && choose('Project', view.project, [['', 'All projects'], ...[...places].map((project) => [project, project === '(unknown)' ? 'unknown' : project])], (project) => ({ project: project || null })),
      named.length > 1 && choose('Source', view.source, named.map(({ source, sample }) => [source, `${source} (${sample.toLocaleString('en')})`]), (source) => ({ source, project: null }))),
    content);
}

/** `latest` is the last day before the period that has something, null when that is not known. */
function nothing(view, source, sources, latest) {
  const hasDemo = sources.some((one) => one.source === DEMO);
  return h('div', { class: 'charts-none' },
    h('p', { text: view.project ? 'Nothing was delegated in this project in this period.' : 'Nothing was delegated in this period.' }),
    latest !== null && h('p', {}, `The latest delegation is of ${dateWord(latest, 'day')} ${new Date(latest).getUTCFullYear()}. `, h('a', { href: chartsFragment({ ...view, period: '12m' }), text: 'Show 12 months' })),
    hasDemo && source !== DEMO && h('p', {}, 'Only the demo has played in it. ', h('a', { href: chartsFragment({ ...view, source: DEMO, project: null }), text: 'Show the demo\'s' })));
}

function figures(all) {
  return h('dl', { class: 'charts-figures' }, all.map(({ term, value, more }) => h('div', {}, h('dt', { text: term }), h('dd', { class: 'number', text: value }), h('dd', { class: 'why', text: more }))));
}

function partial(reports) {
  const missing = new Set(Object.values(reports).flatMap((report) => report.missing_partitions));
  return missing.size ? h('p', { class: 'note bad', role: 'status', text: `Partial: ${counted(missing.size, 'partition')} did not answer.` }) : null;
}

function panelElement({ id, heading, how, note, chart, table, width = 'third' }) {
  const isEmpty = chart ? !chart.at.length || chart.series.every(({ values }) => values.every((value) => !value)) : !table.rows.length;
  const body = isEmpty ? h('p', { class: 'soft', text: 'Nothing in this period.' }) : chart ? h('div', { class: 'chart' }) : tableElement(table, heading);
  return h('section', { class: `chart-panel ${width}`, id: `chart-${id}`, 'aria-label': heading },
    h('h3', { text: heading }), body, note && h('p', { class: 'soft chart-note', text: note }),
    h('div', { class: 'chart-more' }, howTo(how), chart && !isEmpty && h('details', { class: 'how' }, h('summary', { text: 'Figures' }), tableElement(chartTable(chart), heading))));
}

/** What a chart draws, for who reads it otherwise. */
function chartTable({ at, unit, series, format }) {
  const rows = at.map((moment, index) => [{ text: dateWord(moment, unit), share: null }, ...series.map(({ values }) => ({ text: values[index] === null ? '–' : format(values[index]), share: null }))]);
  return { columns: [{ label: 'From', isText: true }, ...series.map(({ label }) => ({ label, isText: false }))], rows };
}

function tableElement({ columns, rows }, caption) {
  return h('div', { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': caption }, h('table', { class: 'chart-table' },
    h('thead', {}, h('tr', {}, columns.map(({ label, isText }) => h('th', { scope: 'col', class: isText ? 'words' : null, text: label })))),
    h('tbody', {}, rows.map((cells) => h('tr', {}, cells.map(({ text, share }, index) => cell(text, share, columns[index].isText, index === 0)))))));
}

function cell(text, share, isText, isHead) {
  const element = h(isHead ? 'th' : 'td', { scope: isHead ? 'row' : null, class: isText ? 'words' : 'number', text });
  if (share !== null) {
    const bar = h('span', { class: 'bar-cell', 'aria-hidden': 'true' });
    bar.style.width = `${Math.max(1, Math.round(share * 100))}%`;
    element.append(bar);
  }
  return element;
}
