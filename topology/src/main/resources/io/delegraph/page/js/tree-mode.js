// Whether the tree is a graph, a list, or both beside each other: what was chosen, else what suits the room and the number of agents.

import { setAttribute } from './dom.js';

const KEY = 'delegraph.tree';
/** From so many agents on the list is there by itself. */
const MANY = 30;
/** Less room than this holds one of the two, px. */
const ROOM_FOR_BOTH = 700;
const MODES = ['graph', 'both', 'list'];

const isPhone = matchMedia('(max-width: 719px)');

export class TreeMode {
  #area;
  #buttons;
  #count = 0;
  #chosen = recall();
  #onChange;

  /** Sets `data-mode` of the area, and calls `onChange` when it is another. */
  constructor(area, host, onChange) {
    this.#area = area;
    this.#onChange = onChange;
    this.#buttons = [...host.querySelectorAll('[data-mode]')];
    for (const button of this.#buttons) button.addEventListener('click', () => this.#choose(button.dataset.mode));
    new ResizeObserver(() => this.#apply()).observe(area);
    this.#apply();
  }

  /** How many agents there are. */
  count(agents) {
    if (this.#count === agents) return;
    this.#count = agents;
    this.#apply();
  }

  /** For now, without keeping it: what cannot be read in the graph is read in the list. */
  lead() {
    if (this.mode !== 'graph') return;
    this.#set(this.#fits ? 'both' : 'list');
  }

  get mode() {
    return this.#area.dataset.mode;
  }

  get #fits() {
    return this.#area.clientWidth >= ROOM_FOR_BOTH;
  }

  #choose(mode) {
    this.#chosen = mode;
    try {
      localStorage.setItem(KEY, mode);
    } catch {
      // it holds until the page is left
    }
    this.#apply();
  }

  #apply() {
    const suits = isPhone.matches ? 'list' : this.#count < MANY ? 'graph' : 'both';
    const wanted = this.#chosen ?? suits;
    this.#set(wanted === 'both' && !this.#fits ? (isPhone.matches || this.#count >= MANY ? 'list' : 'graph') : wanted);
  }

  #set(mode) {
    for (const button of this.#buttons) {
      setAttribute(button, 'aria-pressed', String(button.dataset.mode === mode));
      if (button.dataset.mode === 'both') button.hidden = !this.#fits;
    }
    if (this.mode === mode) return;
    setAttribute(this.#area, 'data-mode', mode);
    this.#onChange();
  }
}

function recall() {
  try {
    const kept = localStorage.getItem(KEY);
    return MODES.includes(kept) ? kept : null;
  } catch {
    return null;
  }
}
