// Where cards stand: levels from left to right. Computed whole by dagre once, then only for what is new, so that nothing jumps.

export const CARD = { width: 224, height: 62 };
const COLUMN = CARD.width + 72;
const ROW = CARD.height + 12;

/** dagre keeps nodes by name in plain objects, where an agent called `__proto__` or `constructor` would not be one. */
const named = (id) => `card ${id}`;

/** Places by id, the middle of each card. */
export class Layout {
  #places = new Map();
  #parents = new Map();

  reset() {
    this.#places.clear();
    this.#parents.clear();
  }

  place(id) {
    return this.#places.get(id);
  }

  /**
   * Takes items `{id, parent, former}`, a parent before its children, tops without a parent. Known ones stay where they are; new ones get
   * the nearest free row below their siblings. True when everything had to be placed anew: somebody has another parent now.
   */
  update(items) {
    const moved = items.some(({ id, parent }) => this.#parents.has(id) && this.#parents.get(id) !== parent);
    if (moved || this.#places.size === 0) {
      this.tidy(items);
      return moved;
    }
    const taken = this.#takenRows();
    for (const item of items) {
      if (!this.#places.has(item.id)) this.#add(item, items, taken);
    }
    return false;
  }

  /** Everything anew. */
  tidy(items) {
    this.#places.clear();
    this.#parents = new Map(items.map(({ id, parent }) => [id, parent]));
    const graph = new window.dagre.graphlib.Graph();
    graph.setGraph({ rankdir: 'LR', align: 'UL', nodesep: ROW - CARD.height, ranksep: COLUMN - CARD.width });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const { id } of items) graph.setNode(named(id), { ...CARD });
    for (const { id, parent } of items) if (parent !== null) graph.setEdge(named(parent), named(id));
    window.dagre.layout(graph);
    for (const { id } of items) {
      const { x, y } = graph.node(named(id));
      this.#places.set(id, { x, y });
    }
  }

  /** Of those too that are not seen now: they come back where they were. */
  #takenRows() {
    const taken = new Map();
    for (const { x, y } of this.#places.values()) {
      if (!taken.has(x)) taken.set(x, []);
      taken.get(x).push(y);
    }
    return taken;
  }

  #add({ id, parent, former }, items, taken) {
    this.#parents.set(id, parent);
    // a request that has become an agent stays where it was
    if (former && this.#places.has(former) && this.#parents.get(former) === parent) {
      this.#places.set(id, this.#places.get(former));
      return;
    }
    const above = this.#places.get(parent);
    const x = above ? above.x + COLUMN : CARD.width / 2;
    const siblings = items.filter((item) => item.parent === parent && item.id !== id && this.#places.has(item.id));
    const lowest = siblings.length ? Math.max(...siblings.map((item) => this.#places.get(item.id).y)) + ROW : null;
    const rows = taken.get(x) ?? [];
    let y = lowest ?? above?.y ?? (rows.length ? Math.max(...rows) + ROW : CARD.height / 2);
    // free of everything that stands in this column
    for (let clash = true; clash; ) {
      const hit = rows.find((row) => Math.abs(row - y) < ROW - 0.5);
      clash = hit !== undefined;
      if (clash) y = hit + ROW;
    }
    rows.push(y);
    taken.set(x, rows);
    this.#places.set(id, { x, y });
  }
}
