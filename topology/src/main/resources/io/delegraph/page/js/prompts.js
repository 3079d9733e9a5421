// A session's prompts as chips over the tree: one of them shows only its agents.

import { h, patchList, setAttribute, setText } from './dom.js';
import { counted, short } from './format.js';
import { promptName } from './words.js';

export class Prompts {
  #store;
  #host;
  #go;
  #parent;

  constructor(store, go, host) {
    this.#store = store;
    this.#go = go;
    this.#host = host;
    this.#parent = h('button', { class: 'chip', hidden: true, onclick: () => go({ session: store.session.parent_session_id, agent: null, at: null, workflow: null }) });
    host.before(this.#parent);
  }

  update(changes) {
    if (!changes.has('workflows', 'view', 'session', 'past')) return;
    const { view, session } = this.#store;
    const workflows = this.#store.shownWorkflows();
    this.#parent.hidden = !session?.parent_session_id;
    if (session?.parent_session_id) setText(this.#parent, `Started by session ${short(session.parent_session_id)}`);
    const list = [...workflows.values()]
      .filter((workflow) => Object.keys(workflow.agents).length > 0)
      .sort((a, b) => (a.started_at ?? 0) - (b.started_at ?? 0));
    const all = { workflow_id: null };
    patchList(this.#host, list.length > 1 || view.workflow ? [all, ...list] : [], {
      key: (workflow) => workflow.workflow_id ?? '',
      create: (workflow) => h('button', { class: 'chip', onclick: () => this.#go({ workflow: workflow.workflow_id }) }),
      update: (chip, workflow) => {
        setText(chip, workflow.workflow_id === null ? 'All prompts' : label(workflow));
        setAttribute(chip, 'aria-pressed', String(view.workflow === workflow.workflow_id));
      },
    });
  }
}

function label(workflow) {
  const total = Object.values(workflow.agents).reduce((sum, count) => sum + count, 0);
  return `${promptName(workflow)} · ${counted(total, 'agent')}`;
}
