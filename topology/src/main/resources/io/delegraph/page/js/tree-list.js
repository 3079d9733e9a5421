// The tree as an indented list: as many agents as there are, only the rows in sight are elements.

import { createBadge, fillBadge } from './finding-badge.js';
import { countWords } from './findings.js';
import { h, glyph, mark, patchList, setAttribute, setMark, setText } from './dom.js';
import { age, otherWords } from './cards.js';
import { dollars } from './format.js';
import { errorLine, isBad, isIdle, isLive, reason, shownState, stateWord, title } from './words.js';

const ROW = 30;
const ROW_FINGER = 42;
/** Rows beyond the edge that are there already when somebody scrolls. */
const SPARE = 6;
const INDENT = 14;
/** Deeper ones are indented no further: their names would have no room. */
const DEEPEST = 8;
const ICONS = { session: 'i-link', bucket: 'i-unknown', fold: 'i-more' };

export class TreeList {
  #host;
  #space = h('div', { class: 'space', role: 'presentation' });
  #rows = [];
  #contextOf;
  #on;
  /** The row that the keyboard is at. */
  #at = 0;
  #planned = false;
  #finger = matchMedia('(max-width: 719px)');

  /** `on.open(id)`, `on.toggle(id, open)`; `contextOf(item)` as for the cards. */
  constructor(host, on, contextOf) {
    this.#host = host;
    this.#on = on;
    this.#contextOf = contextOf;
    host.append(this.#space);
    host.addEventListener('scroll', () => this.plan(), { passive: true });
    host.addEventListener('click', (event) => this.#click(event));
    host.addEventListener('keydown', (event) => this.#key(event));
    host.addEventListener('focus', () => this.plan());
    this.#finger.addEventListener('change', () => this.plan());
    new ResizeObserver(() => this.plan()).observe(host);
  }

  get #height() {
    return this.#finger.matches ? ROW_FINGER : ROW;
  }

  show(items) {
    const id = this.#rows[this.#at]?.id;
    this.#rows = items;
    const at = items.findIndex((item) => item.id === id);
    this.#at = at >= 0 ? at : Math.min(this.#at, Math.max(0, items.length - 1));
    // at once: a list without its height cannot be scrolled to a row
    this.#stretch();
    this.plan();
  }

  /** Rows are filled at most once a frame, whatever changed. */
  plan() {
    if (this.#planned) return;
    this.#planned = true;
    requestAnimationFrame(() => {
      this.#planned = false;
      this.#render();
    });
  }

  /** Scrolls to an agent, else to the row that the keyboard is at. */
  reveal(id = this.#rows[this.#at]?.id) {
    const index = this.#rows.findIndex((item) => item.id === id);
    if (index < 0) return;
    this.#at = index;
    if (!this.#host.clientHeight) return;
    const [top, room] = [index * this.#height, this.#host.clientHeight - this.#height];
    if (top < this.#host.scrollTop || top > this.#host.scrollTop + room) this.#host.scrollTop = Math.max(0, top - room / 2);
    this.plan();
  }

  #stretch() {
    this.#space.style.height = `${this.#rows.length * this.#height}px`;
  }

  #render() {
    const height = this.#height;
    this.#stretch();
    if (!this.#host.clientHeight) return;
    const first = Math.max(0, Math.floor(this.#host.scrollTop / height) - SPARE);
    const last = Math.min(this.#rows.length, Math.ceil((this.#host.scrollTop + this.#host.clientHeight) / height) + SPARE);
    const seen = [];
    for (let index = first; index < last; index += 1) seen.push({ index, item: this.#rows[index] });
    // who reads by ear is at a row that must exist, wherever it was scrolled
    if (this.#rows[this.#at] && (this.#at < first || this.#at >= last)) seen.push({ index: this.#at, item: this.#rows[this.#at] });
    patchList(this.#space, seen, {
      key: ({ item }) => item.id,
      create: ({ item }) => createRow(item),
      update: (row, { index, item }) => this.#fill(row, index, item, height),
    });
    setAttribute(this.#host, 'aria-activedescendant', this.#rows.length ? `agent-row-${this.#at}` : null);
  }

  #fill(row, index, item, height) {
    row.style.transform = `translateY(${index * height}px)`;
    const context = this.#contextOf(item);
    setAttribute(row, 'id', `agent-row-${index}`);
    setAttribute(row, 'aria-level', item.depth + 1);
    setAttribute(row, 'aria-setsize', this.#rows.length);
    setAttribute(row, 'aria-posinset', index + 1);
    setAttribute(row, 'aria-selected', String(context.isSelected));
    setAttribute(row, 'aria-expanded', item.kind === 'agent' && context.below ? String(context.isOpen) : null);
    setAttribute(row, 'data-at', index === this.#at);
    row.style.paddingLeft = `${6 + Math.min(item.depth, DEEPEST) * INDENT}px`;
    fillRow(row, item, context);
  }

  #click(event) {
    const row = event.target.closest('.row');
    if (!row) return;
    this.#at = this.#rows.findIndex((item) => item.id === row.dataset.id);
    if (event.target.closest('.twist') && row.hasAttribute('aria-expanded')) this.#on.toggle(row.dataset.id);
    else this.#on.open(row.dataset.id);
    this.plan();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.#host.clientHeight / this.#height) - 1);
    const item = this.#rows[this.#at];
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (step) this.#go(this.#at + step);
    else if (event.key === 'Enter' || event.key === ' ') this.#on.open(item?.id);
    else if (event.key === 'ArrowRight') this.#aside(item, true);
    else if (event.key === 'ArrowLeft') this.#aside(item, false);
    else return;
    event.preventDefault();
  }

  /** Unfolds, else goes to the first below; folds, else goes to the parent. */
  #aside(item, isRight) {
    if (!item) return;
    const { below, isOpen } = this.#contextOf(item);
    if (item.kind === 'agent' && below && isOpen !== isRight) this.#on.toggle(item.id, isRight);
    else if (isRight && this.#rows[this.#at + 1]?.parent === item.id) this.#go(this.#at + 1);
    else if (!isRight) this.#go(this.#rows.findIndex(({ id }) => id === item.parent));
  }

  #go(to) {
    if (!this.#rows.length) return;
    this.#at = Math.min(this.#rows.length - 1, Math.max(0, to));
    const top = this.#at * this.#height;
    const room = this.#host.clientHeight - this.#height;
    this.#host.scrollTop = Math.min(top, Math.max(this.#host.scrollTop, top - room));
    this.plan();
  }
}

/** The first unit of a duration: "2 min" of "2 min 37 s". */
const rough = (words) => (words ?? '').split(' ').slice(0, 2).join(' ');

function createRow(item) {
  const row = h('div', { class: `row ${item.kind}`, role: 'treeitem', 'data-id': item.id });
  row.parts = {
    icon: item.kind === 'agent' ? mark('ACTIVE') : glyph(ICONS[item.kind]),
    title: h('span', { class: 'name cut' }),
    more: h('span', { class: 'more cut' }),
    findings: createBadge(),
    took: h('span', { class: 'took number' }),
    cost: h('span', { class: 'cost number' }),
  };
  row.append(h('span', { class: 'twist', 'aria-hidden': 'true' }), ...Object.values(row.parts));
  return row;
}

function fillRow(row, item, { now, isCritical, findings }) {
  const { parts } = row;
  if (item.kind !== 'agent') {
    const [first, ...rest] = otherWords(item);
    setText(parts.title, first);
    setText(parts.more, rest.join(' · '));
    setAttribute(row, 'aria-label', [first, ...rest].join(', '));
    return;
  }
  const { agent } = item;
  const error = errorLine(agent);
  setAttribute(row, 'data-state', agent.state);
  setAttribute(row, 'data-critical', isCritical ? 'true' : null);
  setAttribute(row, 'data-idle', agent.waiting_kind === 'PROMPT');
  setMark(parts.icon, shownState(agent));
  setText(parts.title, title(agent));
  fillBadge(parts.findings, findings);
  // at work and finished are said by the mark; what needs a look is said in words
  const speaks = isBad(agent.state) || agent.state === 'WAITING' || error;
  setText(parts.more, isIdle(agent) ? stateWord('IDLE') : speaks ? error ?? reason(agent) : '');
  setText(parts.took, rough(age(agent, now)));
  setText(parts.cost, typeof agent.cost_usd === 'number' ? dollars(agent.cost_usd) : '');
  setAttribute(row, 'aria-label', [title(agent), speaks ? reason(agent) : stateWord(agent.state), error, isLive(agent.state) ? null : age(agent, now), findings && countWords(findings)].filter(Boolean).join(', '));
  setAttribute(row, 'title', [title(agent), reason(agent), error].filter(Boolean).join('\n'));
}
