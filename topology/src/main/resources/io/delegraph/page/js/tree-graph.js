// The tree as a graph: cards, the lines between them, and what part of it is seen.

import { createCard, updateCard } from './cards.js';
import { setAttribute } from './dom.js';
import { Edges, branch } from './edges.js';
import { CARD, Layout } from './layout.js';
import { relationLines } from './tree-relations.js';
import { Viewport } from './viewport.js';

export class TreeGraph {
  #host;
  #layout = new Layout();
  #edges;
  #cards = new Map();
  /** Lines to a card from its parent, by the card. */
  #branches = new Map();
  #relations = [];
  #workflows = new Map();
  #chosen = null;
  /** The card that is pointed at, else the chosen one: its lines stand out. */
  #pointed = null;
  #selected = null;
  /** A kind of line that the legend points at; null for none. */
  #kind = null;
  #contextOf;
  viewport;

  /** `contextOf(item)` is what `updateCard` needs to know. */
  constructor({ area, world, edges, cards, legend }, contextOf) {
    this.#host = cards;
    this.#contextOf = contextOf;
    this.#edges = new Edges(edges);
    this.viewport = new Viewport(area, world, () => this.#layout.size);
    cards.addEventListener('pointerover', (event) => this.#point(event.target.closest('.card')?.dataset.id ?? null));
    cards.addEventListener('pointerleave', () => this.#point(null));
    cards.addEventListener('focusin', (event) => this.#point(event.target.closest('.card')?.dataset.id ?? null));
    cards.addEventListener('focusout', () => this.#point(null));
    for (const entry of legend.querySelectorAll('[data-edge]')) {
      entry.addEventListener('click', () => this.#only(this.#kind === entry.dataset.edge ? null : entry.dataset.edge, legend));
    }
  }

  reset() {
    this.#layout.reset();
    this.#pointed = null;
  }

  has(id) {
    return this.#cards.has(id);
  }

  card(id) {
    return this.#cards.get(id) ?? null;
  }

  /** Where a card stands, px at a zoom of 1; null for none. */
  box(id) {
    const place = this.#layout.place(id);
    return place && this.#cards.has(id) ? { ...place, width: CARD.width } : null;
  }

  /**
   * Places all `items`, shows those that `exists` lets through. With `tidy` everything is laid out anew, and the card `anchor`, else the one
   * nearest to the middle, stays where it is on the screen.
   */
  draw(items, exists, tidy, anchor) {
    const before = tidy ? this.#aroundMiddle(anchor) : [];
    if (tidy) this.#layout.tidy(items);
    else this.#layout.update(items);
    const shown = items.filter(exists);
    const wanted = new Set(shown.map(({ id }) => id));
    for (const [id, card] of this.#cards) {
      if (wanted.has(id)) continue;
      card.remove();
      this.#cards.delete(id);
    }
    const fresh = document.createDocumentFragment();
    for (const item of shown) this.#drawItem(item, fresh);
    this.#host.append(fresh);
    this.#branches.clear();
    for (const item of shown) {
      if (item.parent === null || !this.#cards.has(item.parent)) continue;
      const path = branch(this.#layout.place(item.parent), this.#layout.place(item.id));
      this.#branches.set(item.id, { id: `branch:${item.id}`, kind: branchKind(item), from: item.parent, to: item.id, path });
    }
    this.#drawLines();
    const still = before.find(({ id }) => this.#cards.has(id));
    if (still) this.viewport.follow(still.place, this.#layout.place(still.id));
  }

  #aroundMiddle(anchor) {
    const middle = this.viewport.middle;
    return [...this.#cards].map(([id, { place }]) => ({ id, place, far: id === anchor ? -1 : Math.hypot(place.x + CARD.width / 2 - middle.x, place.y - middle.y) }))
      .sort((a, b) => a.far - b.far);
  }

  #drawItem(item, fresh) {
    const place = this.#layout.place(item.id);
    let card = this.#cards.get(item.id);
    if (!card) {
      card = createCard(item);
      this.#cards.set(item.id, card);
      fresh.append(card);
    }
    card.item = item;
    if (card.place?.x !== place.x || card.place?.y !== place.y) card.style.transform = `translate(${place.x}px, ${place.y}px)`;
    card.place = place;
    this.patch(item.id);
  }

  /** Fills a card again where it may differ; with `isLater` also where only time has passed. */
  patch(id, isLater = false) {
    const card = this.#cards.get(id);
    if (!card) return;
    const context = this.#contextOf(card.item);
    const { agent, depth, isOpen, agents } = card.item;
    const { below, hidden, isSelected, isCritical } = context;
    const key = [depth, isOpen, agents?.length, below, hidden, context.isOpen, isSelected, isCritical].join();
    if (!isLater && card.key === key && card.agent === agent && card.item.kind === 'agent') return;
    card.key = key;
    card.agent = agent;
    updateCard(card, card.item, context);
  }

  /** What agents look like now that they have changed, or that time has passed. */
  patchAgents(ids, isLater) {
    let isOther = false;
    for (const id of ids) {
      this.patch(id, isLater);
      const line = this.#branches.get(id);
      const kind = line && branchKind(this.#cards.get(id).item);
      if (!line || line.kind === kind) continue;
      line.kind = kind;
      isOther = true;
    }
    if (isOther) this.#drawLines();
  }

  /** Takes what the analysis says of how they worked together. */
  relate(workflows, chosen) {
    this.#workflows = workflows;
    this.#chosen = chosen;
    this.#drawLines();
  }

  /** The chosen one: its relations are drawn even where there are too many. */
  select(id) {
    this.#selected = id;
    this.#drawLines();
  }

  #drawLines() {
    const focus = this.#pointed ?? this.#selected;
    this.#relations = relationLines(this.#workflows, this.#chosen, (id) => (this.#cards.has(id) ? this.#layout.place(id) : null), focus);
    this.#edges.draw([...this.#branches.values(), ...this.#relations]);
    this.#light();
  }

  #point(id) {
    if (this.#pointed === id) return;
    this.#pointed = id;
    this.#drawLines();
  }

  #only(kind, legend) {
    this.#kind = kind;
    for (const entry of legend.querySelectorAll('[data-edge]')) setAttribute(entry, 'aria-pressed', String(entry.dataset.edge === kind));
    this.#light();
  }

  /** The lines of a card, and those up to the root: the others step back. */
  #light() {
    const id = this.#pointed;
    if (id === null && this.#kind === null) return this.#edges.highlight(null);
    if (id === null) return this.#edges.highlight(({ kind }) => kind.split(' ').includes(this.#kind));
    const path = new Set();
    for (let at = id; at && !path.has(at); at = this.#cards.get(at)?.item.parent) path.add(at);
    return this.#edges.highlight(({ kind, from, to, ids }) => (kind.startsWith('branch') ? path.has(to) || from === id : from === id || to === id || ids?.includes(id)));
  }

  /** Tab comes to one card; arrows go on from there. */
  keepOneInTabOrder(id) {
    for (const [other, card] of this.#cards) setAttribute(card, 'tabindex', other === id ? '0' : '-1');
  }
}

/** How sure the parent is, and whether it stands still for this child. */
function branchKind({ kind, edge, agent }) {
  const isLive = kind === 'agent' && (agent.state === 'ACTIVE' || agent.state === 'WAITING');
  const waits = isLive && agent.background === false;
  const aside = kind === 'agent' && agent.background === true;
  return ['branch', edge, waits ? 'waits' : null, aside ? 'background' : null].filter(Boolean).join(' ');
}
