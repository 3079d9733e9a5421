// What part of the graph is seen: moved by dragging and scrolling, zoomed with Ctrl or two fingers.

import { setAttribute } from './dom.js';

const MARGIN = 20;
const SMALLEST = 0.12;
const LARGEST = 1.6;
/** Smaller than this a card is no longer read: what does not fit is not made smaller still by itself. */
const READABLE = 0.5;
/** Below this the first view rather starts at what matters than shows everything. */
const COMFORTABLE = 0.85;
/** The same where one card would fill the width: two levels are worth smaller letters. */
const COMFORTABLE_NARROW = 0.7;
const NARROW = 520;
/** A press that moves less than this is a click, px. */
const STILL = 4;
const LINE = 16;

export class Viewport {
  #area;
  #world;
  #sizeOf;
  #at = { x: 0, y: 0, zoom: 1 };
  #pointers = new Map();
  #isDragged = false;

  /** `sizeOf()` gives the width and height of everything, px at a zoom of 1. */
  constructor(area, world, sizeOf) {
    this.#area = area;
    this.#world = world;
    this.#sizeOf = sizeOf;
    area.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    area.addEventListener('pointerdown', (event) => this.#down(event));
    area.addEventListener('pointermove', (event) => this.#move(event));
    for (const end of ['pointerup', 'pointercancel']) area.addEventListener(end, (event) => this.#up(event));
    area.addEventListener('click', (event) => this.#click(event), { capture: true });
    this.#show();
  }

  get width() {
    return this.#area.clientWidth;
  }

  get height() {
    return this.#area.clientHeight;
  }

  /** What is in the middle of what is seen, px at a zoom of 1. */
  get middle() {
    const { x, y, zoom } = this.#at;
    return { x: (this.width / 2 - x) / zoom, y: (this.height / 2 - y) / zoom };
  }

  /** Everything when it can be read so, from the top left; else around `box`, or the top left without one. */
  home(box = null) {
    const { width, height } = this.#sizeOf();
    if (!width || !this.width) return;
    const fits = Math.min((this.width - 2 * MARGIN) / width, (this.height - 2 * MARGIN) / height);
    const least = this.width < NARROW ? COMFORTABLE_NARROW : COMFORTABLE;
    this.#at.zoom = Math.min(1, Math.max(fits, least));
    this.#at.x = MARGIN;
    this.#at.y = MARGIN;
    if (fits < least && box) this.#centre(box);
    this.#show();
  }

  /** Everything, as small as can still be read; false when that is not all. */
  fit(box = null) {
    const { width, height } = this.#sizeOf();
    if (!width || !this.width) return true;
    const fits = Math.min((this.width - 2 * MARGIN) / width, (this.height - 2 * MARGIN) / height);
    this.#at.zoom = Math.min(1, Math.max(fits, READABLE));
    this.#at.x = fits >= READABLE ? (this.width - width * this.#at.zoom) / 2 : MARGIN;
    this.#at.y = fits >= READABLE ? Math.max(MARGIN, (this.height - height * this.#at.zoom) / 2) : MARGIN;
    if (fits < READABLE && box) this.#centre(box);
    this.#glide();
    return fits >= READABLE;
  }

  by(factor) {
    this.#zoom(factor, this.width / 2, this.height / 2);
    this.#glide();
  }

  /** As little as is needed to see a box. */
  show(box) {
    if (!box || !this.width) return;
    const { x, y, zoom } = this.#at;
    const dx = shift(box.x * zoom + x, box.width * zoom, this.width);
    const dy = shift(box.y * zoom + y, box.height * zoom, this.height);
    if (!dx && !dy) return;
    this.#at.x += dx;
    this.#at.y += dy;
    this.#glide();
  }

  /** A box in the middle, large enough to read it. */
  centreOn(box) {
    if (!box || !this.width) return;
    this.#at.zoom = Math.max(this.#at.zoom, COMFORTABLE_NARROW);
    this.#centre(box);
    this.#glide();
  }

  /** What was at one place is at another now: keeps it still on the screen. */
  follow(before, after) {
    if (!before || !after) return;
    this.#at.x += (before.x - after.x) * this.#at.zoom;
    this.#at.y += (before.y - after.y) * this.#at.zoom;
    this.#show();
  }

  #centre(box) {
    const { zoom } = this.#at;
    const { width, height } = this.#sizeOf();
    this.#at.x = within(this.width / 2 - (box.x + box.width / 2) * zoom, this.width - width * zoom);
    this.#at.y = within(this.height / 2 - (box.y + box.height / 2) * zoom, this.height - height * zoom);
  }

  #zoom(factor, x, y) {
    const { zoom } = this.#at;
    this.#at.zoom = Math.min(LARGEST, Math.max(SMALLEST, zoom * factor));
    const grown = this.#at.zoom / zoom;
    this.#at.x = x - (x - this.#at.x) * grown;
    this.#at.y = y - (y - this.#at.y) * grown;
  }

  #show() {
    const { x, y, zoom } = this.#at;
    this.#world.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
    setAttribute(this.#world, 'data-detail', zoom < 0.32 ? 'mark' : zoom < 0.5 ? 'title' : 'full');
  }

  /** The way there takes a moment, so that the eye can follow; the style sheet says how long. */
  #glide() {
    this.#world.classList.add('glide');
    clearTimeout(this.#world.gliding);
    this.#world.gliding = setTimeout(() => this.#world.classList.remove('glide'), 250);
    this.#show();
  }

  #stop() {
    clearTimeout(this.#world.gliding);
    this.#world.classList.remove('glide');
  }

  #wheel(event) {
    event.preventDefault();
    this.#stop();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    const [dx, dy] = event.shiftKey && !event.deltaX ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    if (event.ctrlKey || event.metaKey) {
      const { x, y } = this.#inArea(event);
      this.#zoom(Math.exp((-event.deltaY * unit) / 300), x, y);
    } else {
      this.#at.x -= dx * unit;
      this.#at.y -= dy * unit;
    }
    this.#show();
  }

  #inArea(event) {
    const box = this.#area.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #down(event) {
    if (event.button !== 0) return;
    if (!this.#pointers.size) this.#isDragged = false;
    this.#pointers.set(event.pointerId, { ...this.#inArea(event), start: this.#inArea(event) });
  }

  #move(event) {
    const pointer = this.#pointers.get(event.pointerId);
    if (!pointer) return;
    const now = this.#inArea(event);
    if (!this.#isDragged && Math.hypot(now.x - pointer.start.x, now.y - pointer.start.y) < STILL) return;
    if (!this.#isDragged) this.#startDrag(event);
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const [before, after] = [distance(pointer, other), distance(now, other)];
      if (before) this.#zoom(after / before, (now.x + other.x) / 2, (now.y + other.y) / 2);
    }
    const share = other ? 0.5 : 1;
    this.#at.x += (now.x - pointer.x) * share;
    this.#at.y += (now.y - pointer.y) * share;
    Object.assign(pointer, now);
    this.#show();
  }

  #startDrag(event) {
    this.#isDragged = true;
    this.#stop();
    this.#area.setPointerCapture(event.pointerId);
    setAttribute(this.#area, 'data-dragged', true);
  }

  #up(event) {
    this.#pointers.delete(event.pointerId);
    if (!this.#pointers.size) setAttribute(this.#area, 'data-dragged', null);
  }

  /** The end of a drag is no click on what lies there. */
  #click(event) {
    if (!this.#isDragged) return;
    this.#isDragged = false;
    event.stopPropagation();
    event.preventDefault();
  }
}

/** Where to begin so that no more than a margin is empty at either end; what fits begins at the margin. */
const within = (start, room) => Math.min(MARGIN, Math.max(start, room - MARGIN));

const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** How far to move so that a stretch lies within `size`. */
function shift(from, length, size) {
  if (from - MARGIN < 0 || length + 2 * MARGIN > size) return MARGIN - from;
  return Math.min(0, size - MARGIN - from - length);
}
