// Where the reader is: the heading, how much of the tree is shown or still on its way, a moment that is past, whether details are open.

import { setAttribute, setText } from './dom.js';
import { counted, moment, short } from './format.js';
import { who } from './sessions.js';
import { sessionTitle } from './words.js';

export class Here {
  #store;
  #tree;
  #parts;

  /** `parts`: app, here, count, expandAll, legend, pastPill, detailsToggle. */
  constructor(store, tree, parts) {
    this.#store = store;
    this.#tree = tree;
    this.#parts = parts;
  }

  update(changes) {
    if (changes.has('session', 'view', 'structure', 'past')) this.#showHere();
    if (changes.has('session', 'view', 'problem')) {
      const { view, session, problem } = this.#store;
      setAttribute(this.#parts.app, 'data-loading', view.session !== null && session === null && problem === null);
    }
    if (changes.has('view')) {
      this.#showMoment();
      setAttribute(this.#parts.detailsToggle, 'aria-expanded', String(detailsAreOpen(this.#store.view)));
    }
  }

  #showHere() {
    const { session, view, sessions } = this.#store;
    const { here, count, expandAll, legend } = this.#parts;
    const known = session ?? sessions.get(view.session);
    setText(here, known ? [sessionTitle(known), known.title && known.project, who(known), short(known.session_id)].filter(Boolean).join(' · ') : 'Who delegated what to whom');
    const { shown, all } = this.#tree.counts;
    setText(count, shown < all ? `${shown} of ${counted(all, 'agent')}` : all ? counted(all, 'agent') : '');
    expandAll.hidden = shown >= all || Boolean(view.workflow);
    legend.hidden = all < 1;
  }

  /** A moment that is past is marked as one, beside the slider that may not be seen. */
  #showMoment() {
    const { at } = this.#store.view;
    const { app, pastPill } = this.#parts;
    setAttribute(app, 'data-past', at !== null);
    pastPill.hidden = at === null;
    if (at !== null) setText(pastPill, `As of ${moment(at)} · back to now`);
  }
}

/** Where the details have no place of their own, they lie beside the tree while they are wanted. */
export const detailsAreOpen = (view) => view.agent !== null || view.tab === 'panel';
