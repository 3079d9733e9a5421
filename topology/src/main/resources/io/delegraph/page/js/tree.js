// The tree: cytoscape draws edges and takes gestures, cards lie over it, one per item.

import cytoscape from '/lib/cytoscape.js';
import { createCard, updateCard } from './cards.js';
import { childrenOf, ofWorkflow, sizes } from './forest.js';
import { criticalAgents, relationsOf } from './graph.js';
import { Folding } from './folding.js';
import { CARD, Layout } from './layout.js';
import { edgeStyle } from './tree-style.js';
import { treeItems } from './tree-items.js';
import { treeKeys } from './tree-keys.js';
import { Viewport } from './viewport.js';
import { setAttribute } from './dom.js';

/** How far a relation's line swings out, px. */
const BOW = 44;

export class Tree {
  #store;
  #go;
  #cy;
  #cards;
  #viewport;
  #layout = new Layout();
  #folding = new Folding();
  /** Cards by item id. */
  #shown = new Map();
  #items = [];
  #below = new Map();
  #children = new Map();
  #visible = null;
  #shownSession = null;
  #focused = null;
  /** Those whose work the elapsed time waited for. */
  #critical = new Set();

  constructor(store, go, { canvas, cards }) {
    this.#store = store;
    this.#go = go;
    this.#cards = cards;
    this.#cy = cytoscape({
      container: canvas,
      style: edgeStyle(),
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    this.#viewport = new Viewport(this.#cy, cards);
    this.#cy.on('tap', 'node', (event) => this.open(event.target.id()));
    this.#cy.on('mouseover', 'node', (event) => this.#hover(event.target.id(), true));
    this.#cy.on('mouseout', 'node', (event) => this.#hover(event.target.id(), false));
    cards.addEventListener('click', (event) => this.#clicked(event));
    cards.addEventListener('focusin', (event) => this.#focusedOn(event.target.closest('.card')));
    cards.addEventListener('keydown', (event) => treeKeys(event, this));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#cy.style(edgeStyle()));
    new ResizeObserver(() => this.#resized()).observe(canvas);
  }

  /** For the buttons beside it. */
  get viewport() {
    return this.#viewport;
  }

  get items() {
    return this.#items;
  }

  /** How many agents are in sight, and of how many; the root is not counted, as in the list. */
  get counts() {
    const agents = this.#store.shownAgents();
    const shown = this.#items.filter((item) => item.kind === 'agent' && item.id !== 'root').length;
    return { shown, all: agents.size - (agents.has('root') ? 1 : 0) };
  }

  update(changes) {
    const store = this.#store;
    const session = store.view.session;
    const isNew = session !== this.#shownSession;
    if (isNew) this.#forget(session);
    if (changes.has('workflows', 'view')) this.#critical = criticalAgents(store.workflows, store.view.workflow);
    if (isNew || changes.has('structure', 'view', 'past', 'session')) {
      this.#sync();
      if (changes.has('selection')) this.#reveal(store.view.agent);
    }
    if (changes.has('workflows')) this.#cy.batch(() => this.#drawRelations());
    for (const id of changes.agents) this.#patch(id);
    if (changes.has('past', 'clock', 'view', 'selection', 'workflows')) for (const item of this.#items) this.#patch(item.id);
  }

  #forget(session) {
    this.#shownSession = session;
    this.#layout.reset();
    this.#folding.reset();
    this.#items = [];
    this.#focused = null;
  }

  /** Makes cards and drawing those of the items; those that stay are not touched. */
  #sync(tidy = false) {
    const isFirst = this.#items.length === 0;
    const agents = ofWorkflow(this.#store.agents, this.#store.view.workflow);
    this.#children = childrenOf(agents);
    this.#below = sizes(agents, this.#children);
    this.#visible = this.#folding.visible(agents, this.#children, this.#below);
    const items = treeItems(agents, this.#visible, this.#store.session);
    // folding and unfolding by itself changes what stands where; so does another filter
    if (tidy) this.#layout.tidy(items);
    else this.#layout.update(items);
    this.#items = items.filter((item) => this.#exists(item));
    this.#cy.batch(() => this.#draw());
    if (isFirst && this.#items.length) this.#viewport.home();
    if (isFirst && this.#store.view.agent) this.#reveal(this.#store.view.agent);
  }

  /** At a moment that is past, only what was there then. */
  #exists(item) {
    const { past, view } = this.#store;
    if (!past) return true;
    if (item.kind === 'agent') return past.has(item.id);
    if (item.kind === 'session') return item.child.at <= view.at;
    return true;
  }

  #draw() {
    const wanted = new Map(this.#items.map((item) => [item.id, item]));
    for (const [id, card] of this.#shown) {
      if (wanted.has(id)) continue;
      card.remove();
      this.#shown.delete(id);
      this.#cy.getElementById(id).remove();
    }
    for (const item of this.#items) this.#drawItem(item);
    for (const item of this.#items) this.#drawEdge(item);
    this.#drawRelations();
    this.#keepOneInTabOrder();
  }

  #drawItem(item) {
    const place = this.#layout.place(item.id);
    let card = this.#shown.get(item.id);
    if (!card) {
      card = createCard(item, (event) => this.#toggled(event, item.id));
      this.#shown.set(item.id, card);
      this.#cards.append(card);
      this.#cy.add({ group: 'nodes', data: { id: item.id }, position: { ...place } });
    }
    card.item = item;
    const node = this.#cy.getElementById(item.id);
    if (node.position('x') !== place.x || node.position('y') !== place.y) node.position({ ...place });
    const transform = `translate(${place.x - CARD.width / 2}px, ${place.y - CARD.height / 2}px)`;
    if (card.style.transform !== transform) card.style.transform = transform;
    this.#patch(item.id);
  }

  #drawEdge(item) {
    const id = `edge:${item.id}`;
    const edge = this.#cy.getElementById(id);
    const isThere = edge.nonempty();
    if (item.parent === null || !this.#shown.has(item.parent)) {
      if (isThere) edge.remove();
      return;
    }
    if (isThere && edge.data('source') === item.parent) {
      if (!edge.hasClass(item.edge)) edge.classes(item.edge);
      return;
    }
    if (isThere) edge.remove();
    this.#cy.add({ group: 'edges', data: { id, source: item.parent, target: item.id }, classes: item.edge });
  }

  /** Who goes on from whose work, and who works together: between cards that are in sight, as of now. */
  #drawRelations() {
    const relations = this.#store.past ? [] : relationsOf(this.#store.workflows, this.#store.view.workflow);
    const wanted = new Map();
    for (const { kind, from, to } of relations) {
      if (this.#shown.has(from) && this.#shown.has(to)) wanted.set(`${kind}:${from}:${to}`, { kind, from, to });
    }
    this.#cy.edges('.hand-off, .peer').forEach((edge) => {
      if (!wanted.delete(edge.id())) edge.remove();
    });
    for (const [id, { kind, from, to }] of wanted) {
      // beside the cards that lie between them
      const down = this.#layout.place(to).y > this.#layout.place(from).y;
      this.#cy.add({ group: 'edges', data: { id, source: from, target: to, bow: down ? BOW : -BOW }, classes: kind });
    }
  }

  #patch(id) {
    const card = this.#shown.get(id);
    if (!card) return;
    const { item } = card;
    if (item.kind === 'agent') item.agent = this.#store.shownAgents().get(id) ?? item.agent;
    updateCard(card, item, {
      now: this.#store.shownAt(),
      below: this.#below.get(id) ?? 0,
      hidden: this.#visible.hidden.get(id) ?? 0,
      isOpen: !this.#visible.hidden.has(id),
      isSelected: item.kind === 'agent' && this.#store.view.agent === id,
      isCritical: !this.#store.past && this.#critical.has(id),
    });
  }

  /** What a click or Enter does: an agent is looked at, "+n" unfolds, a session is opened. */
  open(id) {
    const item = this.#shown.get(id)?.item;
    if (!item) return;
    if (item.kind === 'agent') this.#go({ agent: id });
    else if (item.kind === 'session') this.#go({ session: item.child.session_id, agent: null, at: null, workflow: null });
    else this.toggle(item.kind === 'more' ? item.of : id, item.kind === 'more');
  }

  toggle(id, open = this.#folding.isCollapsed(id)) {
    if (!this.#children.has(id)) return;
    if (open) this.#folding.expand(id, this.#children);
    else this.#folding.collapse(id);
    const back = this.#viewport.anchor(id);
    this.#sync(true);
    back();
    this.focus(this.#focused ?? id);
  }

  expandAll() {
    this.#folding.expandAll(this.#store.agents);
    this.#sync(true);
  }

  /** Lays everything out anew. */
  tidy() {
    this.#sync(true);
    this.#viewport.home();
  }

  focus(id) {
    this.#shown.get(id)?.focus({ preventScroll: true });
  }

  #reveal(id) {
    if (id === null || !this.#store.agents.has(id)) return;
    if (!this.#shown.has(id)) {
      this.#folding.reveal(id, this.#store.agents);
      this.#sync(true);
    }
    this.#viewport.show(id);
  }

  #resized() {
    this.#cy.resize();
    if (this.#items.length && !this.#cy.data('placed')) this.#viewport.home();
    this.#cy.data('placed', this.#cy.width() > 0);
  }

  #focusedOn(card) {
    if (!card) return;
    this.#focused = card.dataset.id;
    this.#keepOneInTabOrder();
    if (card.matches(':focus-visible')) this.#viewport.show(this.#focused);
  }

  /** Tab comes to one card; arrows go on from there. */
  #keepOneInTabOrder() {
    const first = this.#shown.has(this.#focused) ? this.#focused : (this.#items[0]?.id ?? null);
    for (const [id, card] of this.#shown) setAttribute(card, 'tabindex', id === first ? '0' : '-1');
  }

  /** Pointers go through the cards to the drawing; this is a reader's or a tool's click. */
  #clicked(event) {
    const card = event.target.closest('.card');
    if (card && !event.target.closest('.toggle')) this.open(card.dataset.id);
  }

  #toggled(event, id) {
    event.stopPropagation();
    this.toggle(id);
  }

  #hover(id, isOver) {
    const card = this.#shown.get(id);
    card?.classList.toggle('hover', isOver);
    this.#cy.container().style.cursor = isOver ? 'pointer' : '';
    // the pointer goes through the card, so the drawing below says the whole of what may be cut in it
    setAttribute(this.#cy.container(), 'title', isOver ? card?.dataset.words : null);
  }
}

