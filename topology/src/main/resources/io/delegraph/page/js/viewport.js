// What part of the tree is seen: pan, zoom, and bringing a card into sight.

import { CARD } from './layout.js';

const MARGIN = 20;
const SMALLEST = 0.12;
const LARGEST = 1.6;
/** Below this the first view rather starts at the root than shows everything too small to read. */
const LEGIBLE = 0.9;
/** The same where one card would fill the width: two levels are worth smaller letters. */
const LEGIBLE_NARROW = 0.7;
const NARROW = 520;

const calmMotion = matchMedia('(prefers-reduced-motion: reduce)');

export class Viewport {
  #cy;
  #cards;

  constructor(cy, cards) {
    this.#cy = cy;
    this.#cards = cards;
    cy.minZoom(SMALLEST);
    cy.maxZoom(LARGEST);
    cy.on('viewport', () => this.#follow());
    this.#follow();
  }

  #follow() {
    const { x, y } = this.#cy.pan();
    const zoom = this.#cy.zoom();
    this.#cards.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
    const detail = zoom < 0.32 ? 'mark' : zoom < 0.55 ? 'title' : 'full';
    if (this.#cards.dataset.detail !== detail) this.#cards.dataset.detail = detail;
  }

  /** The root at the top left, as large as is needed to read it, as small as fits. */
  home() {
    const box = this.#cy.elements().boundingBox({ includeLabels: false, includeOverlays: false });
    if (!box.w) return;
    const fits = Math.min((this.#cy.width() - 2 * MARGIN) / box.w, (this.#cy.height() - 2 * MARGIN) / box.h);
    const zoom = Math.min(1, Math.max(fits, this.#cy.width() < NARROW ? LEGIBLE_NARROW : LEGIBLE));
    this.#cy.viewport({ zoom, pan: { x: MARGIN - box.x1 * zoom, y: MARGIN - box.y1 * zoom } });
  }

  fit() {
    this.#move({ fit: { eles: this.#cy.nodes(), padding: MARGIN } });
  }

  by(factor) {
    const level = Math.min(LARGEST, Math.max(SMALLEST, this.#cy.zoom() * factor));
    this.#move({ zoom: { level, renderedPosition: { x: this.#cy.width() / 2, y: this.#cy.height() / 2 } } });
  }

  /** As little as is needed. */
  show(id) {
    const node = this.#cy.getElementById(id);
    if (node.empty() || !this.#cy.width()) return;
    const zoom = this.#cy.zoom();
    const { x, y } = node.renderedPosition();
    const half = { x: (CARD.width / 2) * zoom + MARGIN, y: (CARD.height / 2) * zoom + MARGIN };
    const dx = shift(x, half.x, this.#cy.width());
    const dy = shift(y, half.y, this.#cy.height());
    if (dx || dy) this.#move({ panBy: { x: dx, y: dy } });
  }

  /** Keeps a place of the screen still while the layout below it changes: gives the way back. */
  anchor(id) {
    const before = this.#cy.getElementById(id);
    if (before.empty()) return () => {};
    const { x, y } = before.renderedPosition();
    return () => {
      const after = this.#cy.getElementById(id);
      if (after.empty()) return;
      const now = after.renderedPosition();
      this.#cy.panBy({ x: x - now.x, y: y - now.y });
    };
  }

  #move(target) {
    this.#cy.stop();
    this.#cy.animate({ ...target, duration: calmMotion.matches ? 0 : 160, easing: 'ease-out' });
  }
}

/** How far to move so that a stretch around `middle` lies within `size`. */
function shift(middle, half, size) {
  if (middle - half < 0 || 2 * half > size) return half - middle;
  return Math.min(0, size - half - middle);
}
