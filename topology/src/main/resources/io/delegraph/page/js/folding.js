// Which parts of a big tree are folded away. A choice made by a person stands; the others are made when there is too much to see.

import { needsAnswer, wentWrong } from './tree-attention.js';
import { BUCKET } from './forest.js';
import { isLive } from './words.js';

/** In smaller sessions nothing is folded by itself. */
const FOLD_WHEN = 20;
/** So many finished siblings become one line. */
const FOLD_FROM = 4;
/** So many that could join their siblings' line have it made anew: seldom, because it moves what stands below. */
const JOIN_FROM = 6;
/** Beyond so many visible agents, those at work are folded too, behind the first few of the widest fans. */
const MOST = 400;
const KEPT = 8;

export class Folding {
  /** Whose children are folded away by a person. */
  #collapsed = new Set();
  /** Parents whose finished children a person has unfolded. */
  #opened = new Set();
  /** Children that stand in their parent's fold. */
  #folded = new Set();
  /** Those that were asked for by themselves, and who is above them: in no fold for now. */
  #revealed = new Set();

  /** Forgets everything but what a person chose: `{opened, collapsed}`, lists of ids. */
  reset({ opened = [], collapsed = [] } = {}) {
    this.#collapsed = new Set(collapsed);
    this.#opened = new Set(opened);
    this.#folded.clear();
    this.#revealed.clear();
  }

  /** What a person chose. */
  get choices() {
    return { opened: [...this.#opened], collapsed: [...this.#collapsed] };
  }

  isCollapsed(id) {
    return this.#collapsed.has(id);
  }

  isOpened(id) {
    return this.#opened.has(id);
  }

  collapse(id) {
    this.#collapsed.add(id);
  }

  expand(id) {
    this.#collapsed.delete(id);
  }

  /** A parent's finished children one by one, or as one line. */
  open(id, isOpen = true) {
    if (isOpen) this.#opened.add(id);
    else this.#opened.delete(id);
  }

  openAll(agents) {
    this.#collapsed.clear();
    for (const id of [...agents.keys(), BUCKET]) this.#opened.add(id);
  }

  foldAll() {
    this.#opened.clear();
    this.#revealed.clear();
  }

  /** Opens whatever hides an agent. */
  reveal(id, agents) {
    const seen = new Set();
    for (let at = agents.get(id); at && !seen.has(at.agent_id); at = agents.get(at.parent_agent_id)) {
      seen.add(at.agent_id);
      this.#revealed.add(at.agent_id);
      this.#collapsed.delete(agents.has(at.parent_agent_id) ? at.parent_agent_id : BUCKET);
    }
  }

  /** Whether enough have finished since for their siblings' lines to be made anew. */
  isStale(agents, children) {
    if (agents.size < FOLD_WHEN) return false;
    let joining = 0;
    for (const [parent, kids] of children) {
      if (this.#opened.has(parent)) continue;
      const could = this.#foldable(kids, children);
      if (could.length >= FOLD_FROM) joining += could.filter((kid) => !this.#folded.has(kid.agent_id)).length;
    }
    return joining >= JOIN_FROM;
  }

  /** Decides anew who stands in a fold. */
  refold(agents, children) {
    this.#folded.clear();
    if (agents.size < FOLD_WHEN) return;
    for (const [parent, kids] of children) {
      if (this.#opened.has(parent)) continue;
      const could = this.#foldable(kids, children);
      if (could.length >= FOLD_FROM) for (const kid of could) this.#folded.add(kid.agent_id);
    }
    this.#foldWide(agents, children);
  }

  #foldable(kids, children) {
    return kids.filter((kid) => !this.#revealed.has(kid.agent_id) && isFinished(kid, children));
  }

  /** Too many at work to be drawn one by one: what is behind the first of a fan is a line that counts them. */
  #foldWide(agents, children) {
    const { order } = this.visible(agents, children, new Map());
    let surplus = order.length - MOST;
    if (surplus <= 0) return;
    const fans = [...children].filter(([parent, kids]) => kids.length > KEPT && !this.#opened.has(parent)).sort((a, b) => b[1].length - a[1].length);
    for (const [, kids] of fans) {
      for (const kid of kids.filter((one) => !this.#folded.has(one.agent_id)).slice(KEPT)) {
        if (surplus <= 0) return;
        if (needsPersonBelow(kid, children) || this.#revealed.has(kid.agent_id)) continue;
        this.#folded.add(kid.agent_id);
        surplus -= 1;
      }
    }
  }

  /**
   * The visible ids, a parent before its children; `hidden`: how many a collapsed one hides; `folds`: by parent the agents in its fold with
   * all below them; `foldable`: parents whose fold a person has opened, with what could go back into it.
   */
  visible(agents, children, below) {
    const shown = { order: [], hidden: new Map(), folds: new Map(), foldable: new Map() };
    const seen = new Set();
    const visit = (id) => {
      if (seen.has(id)) return;
      seen.add(id);
      if (agents.has(id)) shown.order.push(id);
      const kids = children.get(id);
      if (!kids) return;
      if (this.#collapsed.has(id)) {
        shown.hidden.set(id, below.get(id) ?? kids.length);
        return;
      }
      const folded = [];
      for (const kid of kids) {
        if (this.#folded.has(kid.agent_id) && !needsPersonBelow(kid, children)) collect(kid, children, folded, seen);
        else visit(kid.agent_id);
      }
      if (folded.length) shown.folds.set(id, folded);
      else if (this.#opened.has(id) && agents.size >= FOLD_WHEN) {
        const could = this.#foldable(kids, children);
        if (could.length >= FOLD_FROM) shown.foldable.set(id, could);
      }
    };
    visit('root');
    visit(BUCKET);
    return shown;
  }
}

function collect(agent, children, into, seen) {
  if (seen.has(agent.agent_id)) return;
  seen.add(agent.agent_id);
  into.push(agent);
  for (const kid of children.get(agent.agent_id) ?? []) collect(kid, children, into, seen);
}

/** Whether it and everything below it came to a good end. */
const isFinished = (agent, children) => every(agent, children, (one) => !isLive(one.state) && !wentWrong(one));

const needsPersonBelow = (agent, children) => !every(agent, children, (one) => !needsAnswer(one) && !wentWrong(one));

function every(agent, children, test, path = new Set()) {
  if (path.has(agent.agent_id)) return true;
  path.add(agent.agent_id);
  return test(agent) && (children.get(agent.agent_id) ?? []).every((kid) => every(kid, children, test, path));
}
