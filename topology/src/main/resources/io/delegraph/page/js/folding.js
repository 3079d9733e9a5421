// Which parts of a big tree are folded away. A choice made by a person stands; the others are made only when too much is seen.

import { isLive, needsPerson } from './words.js';
import { BUCKET } from './forest.js';

/** Beyond so many visible agents, settled parts are folded, down to the lower figure, so that it happens seldom. */
const MOST = 150;
const DOWN_TO = 110;
/** A parent keeps at least so many of its children in sight. */
const KEPT = 4;

export class Folding {
  /** Whose children are folded away. */
  #collapsed = new Set();
  /** Settled children that stand behind their parent's "+n". */
  #tucked = new Set();
  /** What a person has opened: not folded again by itself. */
  #opened = new Set();

  reset() {
    this.#collapsed.clear();
    this.#tucked.clear();
    this.#opened.clear();
  }

  isCollapsed(id) {
    return this.#collapsed.has(id);
  }

  collapse(id) {
    this.#opened.delete(id);
    this.#collapsed.add(id);
  }

  expand(id, children) {
    this.#opened.add(id);
    this.#collapsed.delete(id);
    for (const child of children.get(id) ?? []) this.#tucked.delete(child.agent_id);
  }

  expandAll(agents) {
    this.#collapsed.clear();
    this.#tucked.clear();
    for (const id of [...agents.keys(), BUCKET]) this.#opened.add(id);
  }

  /** Opens whatever hides an agent. */
  reveal(id, agents) {
    const seen = new Set();
    for (let at = agents.get(id); at && !seen.has(at.agent_id); at = agents.get(at.parent_agent_id)) {
      seen.add(at.agent_id);
      this.#tucked.delete(at.agent_id);
      const parent = at.parent_agent_id ?? BUCKET;
      this.#collapsed.delete(parent);
      this.#opened.add(parent);
    }
  }

  /** The visible ids, a parent before its children, and how many each hides: `hidden` below a collapsed one, `tucked` beside. */
  visible(agents, children, below) {
    let shown = this.#walk(agents, children, below);
    if (shown.order.length > MOST) {
      this.#fold(shown.order, agents, children, below);
      shown = this.#walk(agents, children, below);
    }
    return shown;
  }

  #walk(agents, children, below) {
    const shown = { order: [], hidden: new Map(), tucked: new Map() };
    const seen = new Set();
    const visit = (id) => {
      if (seen.has(id)) return;
      seen.add(id);
      if (agents.has(id)) shown.order.push(id);
      const kids = children.get(id);
      if (!kids) return;
      if (this.#collapsed.has(id)) {
        shown.hidden.set(id, below.get(id));
        return;
      }
      let tucked = 0;
      for (const kid of kids) {
        if (this.#tucked.has(kid.agent_id) && this.#settledBelow(kid, agents, children)) tucked += 1 + below.get(kid.agent_id);
        else visit(kid.agent_id);
      }
      if (tucked) shown.tucked.set(id, tucked);
    };
    visit('root');
    visit(BUCKET);
    return shown;
  }

  /** Whether nothing there is alive or waits for a person. */
  #settledBelow(agent, agents, children, path = new Set()) {
    if (path.has(agent.agent_id)) return true;
    path.add(agent.agent_id);
    if (isLive(agent.state) || needsPerson(agent.state)) return false;
    return (children.get(agent.agent_id) ?? []).every((kid) => this.#settledBelow(kid, agents, children, path));
  }

  /** First whole settled subtrees, the biggest first; then the oldest settled children of the widest fans. */
  #fold(order, agents, children, below) {
    let surplus = order.length - DOWN_TO;
    const settled = order
      .filter((id) => id !== 'root' && children.has(id) && !this.#opened.has(id))
      .filter((id) => this.#settledBelow(agents.get(id), agents, children))
      .sort((a, b) => below.get(b) - below.get(a));
    for (const id of settled) {
      if (surplus <= 0) return;
      this.#collapsed.add(id);
      surplus -= below.get(id);
    }
    const fans = [...order, BUCKET]
      .filter((id) => (children.get(id)?.length ?? 0) > KEPT && !this.#opened.has(id) && !this.#collapsed.has(id))
      .sort((a, b) => children.get(b).length - children.get(a).length);
    for (const id of fans) {
      const kids = children.get(id).filter((kid) => !this.#tucked.has(kid.agent_id));
      for (const kid of kids.slice(0, Math.max(0, kids.length - KEPT))) {
        if (surplus <= 0) return;
        if (!this.#settledBelow(kid, agents, children)) continue;
        this.#tucked.add(kid.agent_id);
        surplus -= 1;
      }
    }
  }
}
