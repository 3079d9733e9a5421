// The lines of the tree, as SVG below the cards: who asked for whom, who hands on to whom, who worked side by side.

import { CARD } from './layout.js';
import { setAttribute } from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
/** Lines leave and reach a card at its first line, px from its top. */
const ANCHOR = 17;
const ROUND = 8;
/** Where a parent's lines part, from the children's column, px. */
const TRUNK = 38;
const BRACKET = 12;

/** The lines that are drawn now, by id. */
export class Edges {
  #svg;
  #lines = new Map();

  constructor(svg) {
    this.#svg = svg;
  }

  /** Draws exactly these: `{id, kind, path, from, to}`; what is there already is touched only where it differs. */
  draw(lines) {
    const wanted = new Set();
    for (const line of lines) {
      wanted.add(line.id);
      let drawn = this.#lines.get(line.id);
      if (!drawn) {
        drawn = { element: document.createElementNS(SVG, 'path') };
        this.#lines.set(line.id, drawn);
        this.#svg.append(drawn.element);
      }
      if (drawn.path !== line.path) drawn.element.setAttribute('d', line.path);
      if (drawn.kind !== line.kind) drawn.element.setAttribute('class', line.kind);
      Object.assign(drawn, line);
    }
    for (const [id, { element }] of this.#lines) {
      if (wanted.has(id)) continue;
      element.remove();
      this.#lines.delete(id);
    }
  }

  /** Makes the lines that fit stand out from the others; null ends that. */
  highlight(fits) {
    setAttribute(this.#svg, 'data-dim', fits !== null);
    for (const { element, ...line } of this.#lines.values()) element.classList.toggle('hot', fits !== null && fits(line));
  }
}

/** From a parent's right side to a child's left. */
export function branch(from, to) {
  const x1 = from.x + CARD.width;
  const y1 = from.y + Math.min(ANCHOR, from.height / 2);
  const x2 = to.x;
  const y2 = to.y + Math.min(ANCHOR, to.height / 2);
  if (Math.abs(y2 - y1) < 1) return `M${x1} ${y1}H${x2}`;
  const trunk = x2 - TRUNK;
  const turn = Math.min(ROUND, Math.abs(y2 - y1) / 2) * Math.sign(y2 - y1);
  const round = Math.abs(turn);
  return `M${x1} ${y1}H${trunk - round}Q${trunk} ${y1} ${trunk} ${y1 + turn}V${y2 - turn}Q${trunk} ${y2} ${trunk + round} ${y2}H${x2}`;
}

/** An arc at the right of two cards of one column; across columns from the one's right side to the other's left. */
export function arc(from, to) {
  const [y1, y2] = [from.y + (from.height * 2) / 3, to.y + (to.height * 2) / 3];
  const x1 = from.x + CARD.width;
  if (to.x > from.x) {
    const middle = (x1 + to.x) / 2;
    return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${to.x} ${y2}`;
  }
  const x2 = to.x + CARD.width;
  const bow = Math.max(x1, x2) + Math.min(34, 14 + Math.abs(y2 - y1) / 24);
  return `M${x1} ${y1}C${bow} ${y1} ${bow} ${y2} ${x2} ${y2}`;
}

/** A bracket at the left of cards that worked side by side. */
export function bracket(places) {
  const x = places[0].x - BRACKET;
  const top = Math.min(...places.map(({ y }) => y)) + 4;
  const bottom = Math.max(...places.map(({ y, height }) => y + height)) - 4;
  return `M${x + 5} ${top}H${x}V${bottom}H${x + 5}`;
}
