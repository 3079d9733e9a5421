// Chooses the other side of a comparison: the prompts of the same session, then sessions of the same project, then all others.

import { api } from './api.js';
import { h } from './dom.js';
import { counted, moment, short } from './format.js';
import { promptName } from './words.js';

const MOST = 100;

export class ComparePicker {
  #other;
  #onChoose;
  #list = h('ul', { class: 'rows pick' });
  #input = h('input', { type: 'search', id: 'pick', placeholder: 'Part of a title, project or id', autocomplete: 'off', oninput: () => this.#show() });
  #choices = [];
  element = h('div', { class: 'picker' }, h('label', { for: 'pick', text: 'Compare with' }), this.#input, this.#list);

  /** `other` is the side that is there, or null; `onChoose({session, workflow})`. */
  constructor(other, onChoose) {
    this.#other = other;
    this.#onChoose = onChoose;
    this.#read();
  }

  async #read() {
    const [sessions, workflows] = await Promise.all([
      api.sessions({ limit: MOST }).catch(() => ({ items: [] })),
      this.#other ? api.workflows(this.#other.session).catch(() => ({ items: [] })) : { items: [] },
    ]);
    const here = sessions.items.find((one) => one.session_id === this.#other?.session);
    const prompts = workflows.items.filter((one) => one.workflow_id !== this.#other?.workflow && this.#other?.workflow)
      .map((one) => ({ side: { session: one.session_id, workflow: one.workflow_id }, name: promptName(one), more: 'of the same session' }));
    const others = sessions.items.filter((one) => one.session_id !== this.#other?.session)
      .sort((a, b) => (b.project === here?.project) - (a.project === here?.project) || b.last_seen_at - a.last_seen_at)
      .map((one) => ({ side: { session: one.session_id, workflow: null }, name: one.title ?? one.project ?? short(one.session_id), more: about(one) }));
    this.#choices = [...prompts, ...others];
    this.#show();
  }

  #show() {
    const words = this.#input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.#choices.filter(({ side, name, more }) => words.every((word) => `${name} ${more} ${side.session}`.toLowerCase().includes(word)));
    this.#list.replaceChildren(...found.map(({ side, name, more }) => h('li', {}, h('button', { class: 'plain', onclick: () => this.#onChoose(side) }, h('span', { class: 'cut', text: name }), h('span', { class: 'faint cut', text: more })))),
      ...(found.length ? [] : [h('li', { class: 'soft', text: 'No such prompt or session.' })]));
  }
}

function about({ project, started_at: at, agents, session_id: id }) {
  const total = Object.values(agents).reduce((sum, count) => sum + count, 0);
  return [project ?? 'project unknown', at && moment(at), total ? counted(total, 'agent') : 'no agents', short(id)].filter(Boolean).join(' · ');
}
