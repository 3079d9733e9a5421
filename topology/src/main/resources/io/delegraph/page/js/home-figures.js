// Beside the bands of the home page: what today and the last seven days came to.

import { chartsFragment } from './charts-model.js';
import { h, setText } from './dom.js';
import { coarseAgo, compact, dollars } from './format.js';
import { figures } from './figures.js';

const ASKED_EVERY_MS = 60_000;
const LARGE_ASKED_EVERY_MS = 600_000;

const count = (value) => value.toLocaleString('en');
const percent = (share) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;

/** Name, figure, how it is written, and whether more of it is worse. */
const ROWS = [
  ['Sessions', 'sessions', count, false],
  ['Cost', 'cost', dollars, false],
  ['Tokens', 'tokens', compact, false],
  ['Delegations', 'delegations', count, false],
  ['Failures', 'failures', percent, true],
];

export class HomeFigures {
  #store;
  #host;
  #found = null;
  #askedAt = 0;
  #source = null;
  #note = h('p', { class: 'faint', role: 'status' });

  constructor(store, host) {
    this.#store = store;
    this.#host = host;
  }

  /** Asks anew when what is shown is too old. */
  show() {
    const now = Date.now();
    if (now - this.#askedAt < (this.#found?.isLarge ? LARGE_ASKED_EVERY_MS : ASKED_EVERY_MS)) return;
    this.#askedAt = now;
    this.#ask();
  }

  async #ask() {
    try {
      this.#found = await figures(this.#store.now(), this.#source);
      this.#draw();
    } catch (failure) {
      // what was there stays, with the time it is of
      setText(this.#note, `The figures could not be read: ${failure.message}. They are asked for again later.`);
      if (!this.#found) this.#host.replaceChildren(heading(), this.#note);
    }
  }

  #draw() {
    const { today, week, before, isPartial } = this.#found;
    const more = isPartial ? '≥ ' : '';
    setText(this.#note, '');
    this.#host.replaceChildren(...[
      heading(),
      this.#choice(),
      h('table', { class: 'figure-table number' },
        h('thead', {}, h('tr', {}, ['', 'Today', '7 days', 'Before'].map((text) => h(text ? 'th' : 'td', { scope: text ? 'col' : null, text })))),
        h('tbody', {}, ROWS.map(([name, field, write, isBad]) => h('tr', {},
          h('th', { scope: 'row', text: name }),
          cell(today[field], write, more),
          h('td', {}, text(week[field], write, more), change(week[field], before[field], isBad)),
          cell(before[field], write, more))))),
      this.#isQuiet() && h('p', { text: `Nothing in these two weeks: the latest session was seen ${coarseAgo(this.#store.now() - this.#lastSeenAt())}.` }),
      h('p', { class: 'faint', text: 'Sessions, their cost and tokens: those that began in this time, with main agents and delegated ones. Charts count delegated agents alone. Delegations: those asked for in it, the 7 days by days of UTC. Failures: the share of agents that failed, were stopped or were lost. Before: the 7 days before these.' }),
      h('p', {}, h('a', { href: chartsFragment({ period: 'last-month', source: this.#found.source, project: null }), text: 'What each project cost last month' })),
      this.#note,
    ].filter(Boolean));
  }

  #isQuiet() {
    const { week, before } = this.#found;
    return this.#store.sessions.size > 0 && week.sessions + before.sessions + week.delegations + before.delegations === 0;
  }

  #lastSeenAt() {
    return Math.max(...[...this.#store.sessions.values()].map(({ last_seen_at: at }) => at));
  }

  /** Only where there is a choice. */
  #choice() {
    const { source, sources } = this.#found;
    if (sources.length < 2) return h('p', { class: 'faint', text: source ? `From ${source}` : '' });
    const choose = (event) => {
      this.#source = event.target.value;
      this.#ask();
    };
    return h('label', { class: 'faint' }, 'From ', h('select', { onchange: choose }, sources.map((value) => h('option', { value, text: value, selected: value === source }))));
  }
}

const heading = () => h('h2', { text: 'Figures' });

const text = (value, write, more = '') => (value === null ? '–' : `${more}${write(value)}`);

const cell = (value, write, more) => h('td', { text: text(value, write, more) });

/** Against the seven days before; nothing where there is nothing to compare. */
function change(value, before, isBad) {
  if (value === null || !before || value === before) return null;
  const ratio = value / before - 1;
  const percentage = Math.abs(ratio) > 9.99 ? `${(value / before).toFixed(0)}×` : `${Math.abs(ratio * 100).toFixed(0)} %`;
  const isWorse = isBad && ratio > 0;
  return h('span', { class: isWorse ? 'change bad' : 'change faint', text: `${ratio > 0 ? '▲' : '▼'} ${percentage}`, title: `${ratio > 0 ? 'more' : 'less'} than in the 7 days before` });
}
