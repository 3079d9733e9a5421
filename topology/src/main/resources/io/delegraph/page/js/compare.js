// Two prompts or two sessions side by side: what differs first, then both trees, row by row.

import { api } from './api.js';
import { align } from './compare-align.js';
import { ComparePicker } from './compare-picker.js';
import { figuresOf, isNotable, mostDifferent, sideOf, withDifferences } from './compare-figures.js';
import { h, mark, setAttribute } from './dom.js';
import { compact, dollars, duration, moment, short } from './format.js';
import { howTo, linkTo } from './panel-parts.js';
import { errorLine, promptName, reason, shownState, stateWord, subtitle, title } from './words.js';

const MOST_DIFFERENT = 8;

/** A fragment for two sides `{session, workflow}`; either may be null. */
export function compareFragment(left, right) {
  return `#compare=${[left, right].map(sideText).join('~')}`;
}

const part = (text) => encodeURIComponent(text).replaceAll('~', '%7E');
const sideText = (side) => (side ? part(side.session) + (side.workflow ? `/${part(side.workflow)}` : '') : '');

export function readCompare(rest) {
  return [0, 1].map((index) => {
    const [session, workflow] = (rest.split('~')[index] ?? '').split('/').map((text) => decodeURIComponent(text));
    return session ? { session, workflow: workflow || null } : null;
  });
}

export class Compare {
  #go;
  #asked = 0;
  #onlyDifferent = false;

  constructor(_, go) {
    this.#go = go;
  }

  async show(host, rest) {
    const asked = ++this.#asked;
    const sides = readCompare(rest);
    setAttribute(host, 'aria-label', 'Compare');
    setAttribute(host, 'aria-busy', 'true');
    const found = await Promise.all(sides.map((side) => (side ? readSide(side).catch((failure) => ({ failure })) : null)));
    if (asked !== this.#asked) return;
    setAttribute(host, 'aria-busy', null);
    const body = h('div', { class: 'compare scroll' }, h('header', { class: 'charts-head' }, h('h2', { text: 'Compare' }), h('span', { class: 'soft', text: 'Right against left: more is +, less is −.' })));
    host.replaceChildren(body);
    body.append(h('div', { class: 'compare-sides' }, sides.map((side, index) => this.#side(side, found[index], sides, index))));
    if (found.every((side) => side?.agents)) this.#both(body, sides, found.map((side, index) => sideOf(side, sides[index].workflow)));
  }

  /** What is compared, or a list to choose it from. */
  #side(side, found, sides, index) {
    const change = (to) => location.assign(compareFragment(...(index ? [sides[0], to] : [to, sides[1]])));
    const heading = index ? 'Right' : 'Left';
    if (!side) return h('section', { class: 'compare-side', 'aria-label': heading }, new ComparePicker(sides[1 - index], change).element);
    if (found.failure) return h('section', { class: 'compare-side', 'aria-label': heading }, h('p', { class: 'bad', text: `Not read: ${found.failure.message}` }), h('button', { onclick: () => change(null), text: 'Choose another' }));
    const { session, workflows } = found;
    const prompts = [['', 'The whole session'], ...workflows.map((one) => [one.workflow_id, promptName(one)])];
    return h('section', { class: 'compare-side', 'aria-label': heading },
      h('h3', {}, linkTo(session.title ?? session.project ?? short(session.session_id), this.#go, { session: session.session_id, workflow: side.workflow, agent: null, at: null })),
      h('p', { class: 'soft', text: [session.project ?? 'project unknown', session.started_at && moment(session.started_at), short(session.session_id)].filter(Boolean).join(' · ') }),
      h('div', { class: 'compare-choice' },
        h('label', { class: 'choice' }, h('span', { text: 'Show' }), h('select', { onchange: (event) => change({ session: side.session, workflow: event.target.value || null }) },
          prompts.map(([value, words]) => h('option', { value, text: words, selected: value === (side.workflow ?? '') })))),
        h('button', { onclick: () => change(null), text: 'Choose another' })));
  }

  #both(body, sides, [left, right]) {
    const rows = align(left.agents, right.agents).map(withDifferences);
    body.append(
      h('div', { class: 'compare-first' }, this.#differences(mostDifferent(rows, MOST_DIFFERENT), sides, left, right), figuresTable(figuresOf(left), figuresOf(right))),
      h('div', {}, this.#trees(rows, sides, left, right)));
  }

  #differences(rows, sides, left, right) {
    const content = rows.length
      ? h('ol', { class: 'compare-list' }, rows.map((row) => h('li', {}, this.#link(row.left ?? row.right, sides[row.left ? 0 : 1]), h('span', { class: 'soft number', text: differenceWords(row, left, right) }))))
      : h('p', { class: 'soft', text: 'No agent differs by a tenth of its time, in its outcome, or is on one side only.' });
    return h('section', { class: 'compare-part', id: 'compare-differences' }, h('h3', { text: 'What differs most' }), content,
      howTo('Agents with another outcome first, then those that are on one side only or took another time, by how much time that is. Whether it mattered is said by the critical path: only what was on it made the whole longer.'));
  }

  #trees(rows, sides, left, right) {
    const body = h('tbody', {});
    const fill = () => body.replaceChildren(...rows.filter((row) => !this.#onlyDifferent || row.depth === 0 || row.isOnly || row.outcome || isNotable(row)).map((row) => this.#row(row, sides, left, right)));
    const only = h('input', { type: 'checkbox', onchange: (event) => {
      this.#onlyDifferent = event.target.checked;
      fill();
    } });
    only.checked = this.#onlyDifferent;
    fill();
    return h('section', { class: 'compare-part' },
      h('h3', { text: 'Agents' }), h('label', { class: 'choice' }, only, h('span', { text: 'Only what differs' })),
      h('div', { class: 'table-scroll trees', tabindex: '0', role: 'group', 'aria-label': 'Agents of both sides' }, h('table', { class: 'compare-trees' },
        h('thead', {}, h('tr', {}, ['Left', 'Time', 'Cost', 'Right', 'Time', 'Cost', 'Difference'].map((text) => h('th', { scope: 'col', text })))), body)),
      howTo('Children of the same parent are laid beside each other by type and description: the same words, most of the words, else the same type in the order they were asked for (≈ says that only the type fits). An empty half is an agent that the other side did not have. A bar at the left of a name: it was on the critical path.'));
  }

  #row(row, sides, left, right) {
    const kind = row.isOnly ? 'only' : row.outcome || isNotable(row) ? 'differs' : null;
    return h('tr', { 'data-kind': kind },
      ...this.#half(row.left, row, sides[0], left, ''), ...this.#half(row.right, row, sides[1], right, 'of-right'),
      h('td', { class: 'number' }, row.isOnly ? (row.left ? 'left only' : 'right only') : h('span', { class: row.time > 0 ? 'slower' : 'faster', text: signed(row.time, duration) }),
        row.cost ? h('span', { class: 'why', text: signed(row.cost, dollars) }) : null));
  }

  #half(agent, { depth, by }, side, { critical }, ofSide) {
    if (!agent) return [h('td', { colspan: '3', class: `absent ${ofSide}`, text: '' })];
    const name = h('td', { class: `words ${ofSide}`, 'data-critical': critical.has(agent.agent_id) && agent.agent_id !== 'root' },
      h('span', { class: 'name', 'data-state': shownState(agent) }, mark(shownState(agent)), this.#link(agent, side), by === 'type' ? h('span', { class: 'faint', title: 'only the type fits', text: '≈' }) : null),
      h('span', { class: 'why cut', text: errorLine(agent) ?? [subtitle(agent), agent.state === 'COMPLETED' ? null : reason(agent)].filter(Boolean).join(' · ') }));
    name.style.paddingLeft = `${8 + depth * 14}px`;
    return [name, h('td', { class: 'number', text: duration(agent.duration_ms) ?? '–' }), h('td', { class: 'number', text: typeof agent.cost_usd === 'number' ? dollars(agent.cost_usd) : '–' })];
  }

  #link(agent, side) {
    return linkTo(title(agent), this.#go, { session: side.session, workflow: side.workflow, agent: agent.agent_id, at: null });
  }
}

async function readSide({ session }) {
  const [tree, workflows] = await Promise.all([api.hierarchy(session), api.workflows(session)]);
  return { session: tree.session, agents: tree.agents, workflows: workflows.items };
}

/** "+12 s", "−3 min"; "=" for no difference, "–" for unknown. */
function signed(amount, words) {
  if (amount === null || amount === undefined) return '–';
  return amount === 0 ? '=' : `${amount > 0 ? '+' : '−'}${words(Math.abs(amount))}`;
}

function differenceWords(row, left, right) {
  const agent = row.left ?? row.right;
  const isCritical = [[row.left, left], [row.right, right]].some(([one, of]) => one && of.critical.has(one.agent_id));
  return [
    row.isOnly ? `only on the ${row.left ? 'left' : 'right'}${agent.duration_ms === null ? '' : `, ${duration(agent.duration_ms)}`}` : null,
    row.outcome ? `${stateWord(row.left.state)} on the left, ${stateWord(row.right.state)} on the right` : null,
    row.isOnly || row.time === null ? null : `${signed(row.time, duration)} (${duration(row.left.duration_ms)} → ${duration(row.right.duration_ms)})`,
    row.cost ? signed(row.cost, dollars) : null,
    isCritical ? 'on the critical path' : null,
  ].filter(Boolean).join(' · ');
}

const WORDS = [
  ['Time', 'duration', duration],
  ['Critical path', 'criticalPath', duration],
  ['Of it, by agents', 'delegatedCritical', duration],
  ['Agents', 'agents', String],
  ['Failed', 'failed', String],
  ['At work at once, at most', 'peak', String],
  ['Speed-up', 'speedUp', (factor) => `${factor.toFixed(1)}×`],
  ['Tool calls', 'tools', String],
  ['Tokens', 'tokens', compact],
  ['Cost', 'cost', dollars],
];

function figuresTable(left, right) {
  const rows = WORDS.filter(([, key]) => left[key] !== null || right[key] !== null);
  return h('section', { class: 'compare-part' }, h('h3', { text: 'Both together' }), h('div', { class: 'table-scroll' }, h('table', { class: 'chart-table compare-figures' },
    h('thead', {}, h('tr', {}, ['', 'Left', 'Right', 'Difference'].map((text) => (text ? h('th', { scope: 'col', text }) : h('td', {}))))),
    h('tbody', {}, rows.map(([label, key, words]) => h('tr', { 'data-figure': key },
      h('th', { scope: 'row', class: 'words', text: label }),
      h('td', { class: 'number', text: left[key] === null ? '–' : words(left[key]) }),
      h('td', { class: 'number', text: right[key] === null ? '–' : words(right[key]) }),
      h('td', { class: 'number', text: changeWords(left[key], right[key], words) })))))));
}

/** The difference, and its share of the left. */
function changeWords(left, right, words) {
  if (left === null || right === null) return '–';
  const share = left ? ` (${right >= left ? '+' : '−'}${Math.round((Math.abs(right - left) / left) * 100)} %)` : '';
  return right === left ? '=' : `${signed(right - left, words)}${share}`;
}
