// All findings of all sessions: what is shown of them stands in the address's fragment.

import { api } from './api.js';
import { h, setAttribute, setText, throttle } from './dom.js';
import { findingRow } from './finding-rows.js';
import { SEVERITIES } from './findings.js';
import { STATE_CHOICES, page, questions } from './findings-ask.js';
import { counted } from './format.js';
import { emptyList, fillList, rowKeys } from './home-list.js';

const FILTERS = ['severity', 'rule', 'state', 'project', 'type'];
const AGAIN_EVERY_MS = 3000;

/** "#findings?severity=HIGH&state=open". */
export function findingsFragment(filters) {
  const query = new URLSearchParams(FILTERS.filter((name) => filters[name]).map((name) => [name, filters[name]]));
  return query.size ? `#findings?${query}` : '#findings';
}

export function readFindings(rest) {
  const query = new URLSearchParams(rest);
  const filters = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? '']));
  const isKnown = (choices, value) => choices.some((choice) => choice === value);
  if (!isKnown(SEVERITIES, filters.severity)) filters.severity = '';
  if (!isKnown(STATE_CHOICES.map(([value]) => value), filters.state)) filters.state = '';
  return filters;
}

export class Findings {
  #store;
  #go;
  #filters = readFindings('');
  #abort = new AbortController();
  #found = [];
  #place = null;
  #isPaged = false;
  #rules = [];
  /** Agent types and projects that were seen in findings. */
  #types = new Set();
  #projects = new Set();
  #list = emptyList();
  #choices = h('div', { class: 'findings-choices' });
  #note = h('div', { class: 'note', role: 'status' });
  #more = h('button', { class: 'more-sessions', text: 'Show more', hidden: true, onclick: () => this.#read(true) });
  #body;
  #isReading = false;
  #again = throttle(AGAIN_EVERY_MS, () => this.#body.isConnected && !this.#isPaged && !this.#isReading && this.#read(false));

  constructor(store, go) {
    this.#store = store;
    this.#go = go;
    this.#list.setAttribute('aria-label', 'Findings, open ones first, the most severe first');
    this.#body = h('div', { class: 'findings-view scroll' },
      h('header', { class: 'charts-head' }, h('h2', { text: 'Findings' }), this.#choices),
      h('div', { class: 'findings-list' }, this.#list, this.#note, this.#more));
    this.#body.addEventListener('keydown', (event) => rowKeys(event, this.#body));
  }

  show(host, rest) {
    this.#filters = readFindings(rest);
    this.#isPaged = false;
    this.#found = [];
    this.#place = null;
    setAttribute(host, 'aria-label', 'Findings');
    if (!this.#body.isConnected) host.replaceChildren(this.#body);
    this.#say('Loading…');
    this.#draw();
    this.#askRules();
    this.#read(false);
  }

  /** What happens in any session may be a finding. */
  update(changes) {
    if (!this.#body.isConnected) return;
    if (changes.has('sessions')) this.#draw();
    if (changes.has('attention', 'sessions')) this.#again();
  }

  async #askRules() {
    if (this.#rules.length) return;
    try {
      this.#rules = (await api.policy()).rules;
      this.#drawChoices();
    } catch {
      // rules can still be chosen by what is listed
    }
  }

  /** The first page, or what comes behind those that are shown. */
  async #read(isMore) {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#isReading = true;
    setAttribute(this.#body, 'aria-busy', 'true');
    try {
      const { items, place, missing } = await page(questions(this.#filters), isMore ? this.#place : null, this.#abort.signal);
      this.#isPaged = isMore;
      this.#found = isMore ? [...this.#found, ...items] : items;
      this.#place = place;
      for (const item of items) {
        if (item.agent_type) this.#types.add(item.agent_type);
        if (item.project) this.#projects.add(item.project);
      }
      this.#draw();
      this.#say(missing.size > 0 && h('p', { text: `Partial: ${counted(missing.size, 'partition')} did not answer.` }), this.#found.length === 0 && this.#nothing());
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      this.#say(h('p', { class: 'bad', text: `The findings could not be read: ${failure.message}` }), h('button', { text: 'Try again', onclick: () => this.#read(isMore) }));
    }
    this.#isReading = false;
    setAttribute(this.#body, 'aria-busy', null);
  }

  #nothing() {
    if (FILTERS.some((name) => this.#filters[name])) return h('p', {}, 'No finding matches. ', h('a', { href: '#findings', text: 'Show all' }));
    return h('p', { text: 'No finding yet: no session did what a security rule looks for.' });
  }

  #say(...content) {
    const said = content.filter(Boolean);
    this.#note.hidden = said.length === 0;
    this.#note.replaceChildren(...said);
  }

  #draw() {
    const rows = new Map(this.#found.map((finding) => [finding.id, findingRow(finding, this.#store.sessions, this.#store.now())]));
    fillList(this.#list, [...rows.values()], this.#go);
    this.#more.hidden = this.#place === null;
    this.#drawChoices();
  }

  #drawChoices() {
    const known = new Set([...this.#store.sessions.values()].map(({ project }) => project).filter(Boolean));
    const wanted = [
      ['Severity', 'severity', [['', 'Any severity'], ...SEVERITIES.map((one) => [one, one === 'CRITICAL' ? 'Critical' : `${capital(one)} and above`])]],
      ['Rule', 'rule', [['', 'Any rule'], ...this.#ruleChoices()]],
      ['State', 'state', STATE_CHOICES],
      ['Project', 'project', [['', 'Any project'], ...[...new Set([...known, ...this.#projects])].sort().map(alike)]],
      ['Agent type', 'type', [['', 'Any agent type'], ...[...this.#types].sort().map(alike)]],
    ];
    // a select that somebody has open is left alone
    for (const [index, [label, name, choices]] of wanted.entries()) {
      const host = this.#choices.children[index] ?? this.#choices.appendChild(this.#choice(label, name));
      fillSelect(host.lastChild, choices, this.#filters[name]);
    }
  }

  #ruleChoices() {
    const rules = this.#rules.map(({ id, title }) => [id, `${id} ${title}`]);
    const others = [...new Set(this.#found.map(({ rule }) => rule))].filter((rule) => !rules.some(([id]) => id === rule)).map(alike);
    return [...rules, ...others];
  }

  #choice(label, name) {
    const change = (event) => location.assign(findingsFragment({ ...this.#filters, [name]: event.target.value }));
    return h('label', { class: 'choice' }, h('span', { text: label }), h('select', { onchange: change }));
  }
}

const alike = (value) => [value, value];
const capital = (text) => text.charAt(0) + text.slice(1).toLowerCase();

/** What is chosen is among the choices, whether it is known or not. */
function fillSelect(select, choices, value) {
  const all = choices.some(([choice]) => choice === value) ? choices : [...choices, [value, value]];
  const key = JSON.stringify(all);
  if (select.choicesKey !== key) {
    select.choicesKey = key;
    select.replaceChildren(...all.map(([choice, words]) => h('option', { value: choice, text: words })));
  }
  select.value = value;
}
