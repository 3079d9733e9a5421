// The home page, what is shown while no session is chosen: what needs you, severe security findings, what went
// wrong lately, what is at work; figures beside.

import { h, setAttribute, setText } from './dom.js';
import { inOrder } from './findings.js';
import { counted } from './format.js';
import { findingRow } from './finding-rows.js';
import { emptyList, fillList, rowKeys } from './home-list.js';
import { dismissedRow, needRow, workRow, wrongRow } from './home-rows.js';
import { bands } from './needs.js';
import { word } from './terms.js';

/** Of what went wrong so many rows are shown at first. */
const FIRST = 6;

export class Home {
  #store;
  #go;
  #dismissed;
  #figures;
  #host;
  #isBuilt = false;
  #showsAll = false;
  #showsDismissed = false;
  #needs = new Band('needs', capital(word('thing', 'need')), 'Nothing waits for you.');
  #findings = new Band('findings', 'Security findings', 'Nothing severe was found in the last 24 hours.');
  #wrong = new Band('wrong', 'Went wrong lately', 'Nothing failed in the last 24 hours.');
  #work = new Band('work', capital(word('state', 'ACTIVE')), 'No agent is at work.');
  #rest = h('button', { class: 'plain', onclick: () => this.#toggle('all') });
  #dismissAll = h('button', { class: 'plain', text: 'Dismiss all', onclick: () => this.#dismiss(this.#wrong.ids) });
  #dismissedToggle = h('button', { class: 'plain faint', onclick: () => this.#toggle('dismissed') });
  #dismissedList = emptyList();
  #partial = h('p', { class: 'faint', role: 'status', hidden: true });

  constructor(store, go, dismissed, figures, host) {
    this.#store = store;
    this.#go = go;
    this.#dismissed = dismissed;
    this.#figures = figures;
    this.#host = host;
    this.#findings.head.append(h('a', { href: '#findings', text: 'All findings' }));
    this.#wrong.head.append(this.#dismissAll);
    this.#wrong.element.append(this.#rest);
    host.addEventListener('keydown', (event) => rowKeys(event, host));
  }

  update(changes) {
    const { view, attention } = this.#store;
    if (view.session !== null || !changes.has('attention', 'alarms', 'problem', 'view', 'clock')) return;
    this.#figures.show();
    if (attention === null) return this.#showProblem();
    if (!this.#isBuilt) this.#build();
    this.#draw();
  }

  #showProblem() {
    const { problem } = this.#store;
    if (problem === null) return;
    setAttribute(this.#host, 'aria-busy', null);
    this.#host.replaceChildren(h('p', { class: 'soft', text: `Delegraph refused: ${problem}` }));
  }

  #build() {
    this.#isBuilt = true;
    setAttribute(this.#host, 'aria-busy', null);
    const dismissed = h('section', { class: 'band', 'data-band': 'dismissed' }, this.#dismissedToggle, this.#dismissedList);
    this.#host.replaceChildren(this.#partial, this.#needs.element, this.#findings.element, this.#wrong.element, this.#work.element, dismissed);
  }

  #draw() {
    const now = this.#store.now();
    const found = bands(this.#store.attention, this.#dismissed, now);
    const dismiss = { word: 'Dismiss', icon: 'i-close', run: (ids) => this.#dismiss(ids) };
    const shown = this.#showsAll ? found.wrong : found.wrong.slice(0, FIRST);
    this.#needs.fill(found.needs.map((item) => needRow(item, now)), found.needs.length, this.#go, dismiss, found.more.needs_you);
    this.#drawFindings(now, dismiss);
    const isAll = shown.length === found.wrong.length;
    this.#wrong.fill(shown.map((item) => wrongRow(item, now)), found.wrong.reduce((count, { items }) => count + items.length, 0), this.#go, dismiss, isAll ? found.more.went_wrong : 0);
    this.#wrong.ids = found.wrong.flatMap((item) => item.items.map((each) => each.id));
    this.#work.fill(found.work.map((item) => workRow(item, now)), found.work.length, this.#go, null, found.more.at_work);
    this.#dismissAll.hidden = found.wrong.length < 2;
    this.#rest.hidden = isAll;
    setText(this.#rest, `Show ${found.wrong.length - shown.length} more`);
    const findings = (this.#store.alarms?.items ?? []).filter((finding) => this.#dismissed.has(finding.id));
    this.#drawDismissed([...found.dismissed.map(dismissedRow), ...findings.map((finding) => findingRow(finding, this.#store.sessions, now))]);
    const text = partialWords(this.#store.attention);
    setText(this.#partial, text);
    this.#partial.hidden = !text;
  }

  #drawFindings(now, dismiss) {
    const { alarms, sessions } = this.#store;
    const seen = (alarms?.items ?? []).filter((finding) => !this.#dismissed.has(finding.id)).sort(inOrder);
    const shown = seen.slice(0, FIRST);
    this.#findings.fill(shown.map((finding) => findingRow(finding, sessions, now)), seen.length, this.#go, dismiss, seen.length - shown.length);
  }

  #drawDismissed(rows) {
    this.#dismissedToggle.hidden = rows.length === 0;
    setAttribute(this.#dismissedToggle, 'aria-expanded', String(this.#showsDismissed));
    setText(this.#dismissedToggle, this.#showsDismissed ? 'Hide what was dismissed' : `${rows.length} dismissed`);
    const restore = { word: 'Show again', icon: 'i-back', run: (ids) => this.#dismissed.remove(ids) };
    fillList(this.#dismissedList, this.#showsDismissed ? rows : [], this.#go, restore);
  }

  #toggle(what) {
    if (what === 'all') this.#showsAll = true;
    else this.#showsDismissed = !this.#showsDismissed;
    this.#draw();
  }

  /** Whoever dismisses by keyboard goes on with the next row. */
  #dismiss(ids) {
    const at = this.#rows().findIndex((row) => row.contains(document.activeElement));
    this.#dismissed.add(ids);
    this.#draw();
    const rows = this.#rows();
    if (at >= 0) rows[Math.min(at, rows.length - 1)]?.parts.link.focus();
  }

  #rows() {
    return [...this.#host.querySelectorAll('.home-row')];
  }
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** What an answer does not cover. */
function partialWords({ missing_partitions: missing, all_counted: isAll }) {
  return [
    missing.length ? `Partial: ${counted(missing.length, 'partition')} did not answer.` : null,
    isAll ? null : 'There are more sessions than were looked through; the latest were.',
  ].filter(Boolean).join(' ');
}

/** A heading with a count, a list, a sentence where there is nothing. */
class Band {
  ids = [];
  #count = h('span', { class: 'count number' });
  #list = emptyList();
  #none;
  #more = h('p', { class: 'faint' });

  constructor(name, heading, none) {
    this.head = h('div', { class: 'band-head' }, h('h2', {}, heading, this.#count));
    this.#none = h('p', { class: 'soft none', text: none });
    this.element = h('section', { class: 'band', 'data-band': name }, this.head, this.#list, this.#none, this.#more);
  }

  /** `total` counts what is not shown yet too, and each of those that share a row; `more` are those that the server did not list. */
  fill(rows, total, go, action, more = 0) {
    fillList(this.#list, rows, go, action);
    setText(this.#count, total ? String(total) : '');
    this.#none.hidden = rows.length > 0;
    this.#more.hidden = !more;
    setText(this.#more, more ? `and ${more.toLocaleString('en')} more, which are not listed here` : '');
    setAttribute(this.element, 'data-empty', rows.length === 0);
  }
}
