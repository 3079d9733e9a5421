// Where cards stand: levels from left to right, each subtree in a band of its own. Laid out whole once, then only what is new is placed,
// so that nothing jumps.

export const CARD = { width: 236, height: 82 };
const HEIGHTS = { agent: CARD.height, session: 64, bucket: 48, fold: 34 };
const GAP = { x: 76, y: 12 };
const COLUMN = CARD.width + GAP.x;
/** So many new ones at once, and more than a third, are a tree that nobody has looked at yet. */
const MANY = 12;

export const heightOf = (item) => HEIGHTS[item.kind];

/** Places by id, `{x, y, height}`: the top left corner of a card, px. */
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

  /** The right and lower end of everything, px. */
  get size() {
    let [width, height] = [0, 0];
    for (const place of this.#places.values()) {
      width = Math.max(width, place.x + CARD.width);
      height = Math.max(height, place.y + place.height);
    }
    return { width, height };
  }

  /**
   * Takes items `{id, kind, parent, former}`, a parent before its children, tops without a parent. Known ones stay where they are; new ones
   * get the nearest free place below their siblings. True when everything had to be placed anew.
   */
  update(items) {
    const isMoved = items.some(({ id, parent }) => this.#parents.has(id) && this.#parents.get(id) !== parent);
    const added = items.filter(({ id }) => !this.#places.has(id));
    if (isMoved || this.#places.size === 0 || (added.length > MANY && added.length * 3 > items.length)) {
      this.tidy(items);
      return true;
    }
    if (added.length) this.#add(items, added);
    return false;
  }

  /** Everything anew: a parent beside the first of its children, the next sibling below the whole subtree. */
  tidy(items) {
    this.reset();
    const children = Map.groupBy(items, (item) => item.parent);
    const visit = (item, x, y) => {
      const height = heightOf(item);
      this.#put(item, { x, y, height });
      let next = y;
      for (const child of children.get(item.id) ?? []) next = visit(child, x + COLUMN, next);
      return Math.max(y + height + GAP.y, next);
    };
    let y = 0;
    for (const top of children.get(null) ?? []) y = visit(top, 0, y);
  }

  #put({ id, parent }, place) {
    this.#places.set(id, place);
    this.#parents.set(id, parent);
  }

  #add(items, added) {
    const columns = new Map();
    const lowest = new Map();
    const take = (parent, place) => {
      if (!columns.has(place.x)) columns.set(place.x, []);
      columns.get(place.x).push(place);
      lowest.set(parent, Math.max(lowest.get(parent) ?? 0, place.y + place.height + GAP.y));
    };
    const known = new Set(items.map(({ id }) => id));
    for (const [id, place] of this.#places) if (known.has(id)) take(this.#parents.get(id), place);
    for (const item of added) {
      const former = item.former && this.#parents.get(item.former) === item.parent ? this.#places.get(item.former) : undefined;
      // a request that has become an agent stays where it was
      const place = former ? { ...former, height: heightOf(item) } : this.#free(item, columns, lowest);
      this.#put(item, place);
      take(item.parent, place);
    }
    for (const id of [...this.#places.keys()]) {
      if (known.has(id)) continue;
      this.#places.delete(id);
      this.#parents.delete(id);
    }
  }

  /** Below its siblings, else beside its parent; free of everything that stands in that column. */
  #free(item, columns, lowest) {
    const above = this.#places.get(item.parent);
    const x = above ? above.x + COLUMN : 0;
    const height = heightOf(item);
    const column = (columns.get(x) ?? []).sort((a, b) => a.y - b.y);
    let y = lowest.get(item.parent) ?? above?.y ?? 0;
    for (const taken of column) {
      if (taken.y < y + height + GAP.y && y < taken.y + taken.height + GAP.y) y = taken.y + taken.height + GAP.y;
    }
    return { x, y, height };
  }
}
