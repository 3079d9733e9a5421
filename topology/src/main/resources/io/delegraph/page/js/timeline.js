// The timeline: a canvas as large as what is seen of it, lanes scroll below a fixed axis.

import { drawTimeline, AXIS, LANE } from './timeline-draw.js';
import { lanesOf, rangeOf } from './timeline-model.js';
import { what, how } from './events-list.js';
import { exactClock } from './format.js';
import { criticalSegments } from './graph.js';
import { reason, title } from './words.js';
import { setText, throttle } from './dom.js';

const CLOSEST_MS = 20;
const READ_EVERY_MS = 200;

export class Timeline {
  #store;
  #go;
  #host;
  #canvas;
  #space;
  #tip;
  #word;
  #lanes = [];
  #range = null;
  /** What part of the range is seen; null for all of it. */
  #zoom = null;
  #session = null;
  #hover = -1;
  /** Stretches that the elapsed time waited for, by agent. */
  #critical = new Map();
  #planned = false;
  /** Lanes are made of everything, so not for each event. */
  #refresh = throttle(READ_EVERY_MS, () => this.#read());
  #dragged = false;

  constructor(store, go, { host, canvas, space, tip, word }) {
    this.#store = store;
    this.#go = go;
    this.#host = host;
    this.#canvas = canvas;
    this.#space = space;
    this.#tip = tip;
    this.#word = word;
    new ResizeObserver(() => this.#plan()).observe(host);
    host.addEventListener('scroll', () => this.#plan(), { passive: true });
    host.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    host.addEventListener('keydown', (event) => this.#key(event));
    canvas.addEventListener('pointerdown', (event) => this.#drag(event));
    canvas.addEventListener('pointermove', (event) => this.#point(event));
    canvas.addEventListener('pointerleave', () => this.#leave());
    canvas.addEventListener('click', (event) => this.#click(event));
    host.addEventListener('blur', () => this.#choose(-1));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#plan());
  }

  /** The whole session; null while nothing is known. */
  get range() {
    return this.#range;
  }

  update(changes) {
    if (this.#session !== this.#store.view.session) {
      this.#session = this.#store.view.session;
      this.#zoom = null;
      this.#host.scrollTop = 0;
    }
    if (changes.has('agents', 'events', 'workflows', 'session', 'view', 'clock')) this.#refresh();
    if (changes.has('past', 'view', 'selection')) this.#plan();
  }

  #read() {
    const store = this.#store;
    const now = store.now();
    this.#range = rangeOf(store.session, store.agents, store.events, now);
    const until = Math.min(now, this.#range?.to ?? now);
    this.#lanes = this.#range ? lanesOf(store.agents, store.events, store.view.workflow, until) : [];
    this.#critical = Map.groupBy(criticalSegments(store.workflows, store.view.workflow), (segment) => segment.agent_id);
    this.#space.style.height = `${this.#lanes.length * LANE + AXIS}px`;
    this.onRange?.();
    this.#plan();
  }

  #plan() {
    if (this.#planned) return;
    this.#planned = true;
    requestAnimationFrame(() => {
      this.#planned = false;
      this.#draw();
    });
  }

  #seen() {
    return this.#zoom ?? this.#range;
  }

  #draw() {
    const width = this.#host.clientWidth;
    const height = this.#host.clientHeight;
    if (!width || !height) return;
    drawTimeline(this.#canvas, {
      width,
      height,
      top: this.#host.scrollTop,
      lanes: this.#lanes,
      seen: this.#seen(),
      at: this.#store.view.at,
      selected: this.#store.view.agent,
      past: this.#store.past,
      hover: this.#hover,
      critical: this.#critical,
      labels: this.#labels(),
    });
  }

  /** Width of the names, px. */
  #labels() {
    return this.#host.clientWidth < 520 ? 112 : 184;
  }

  #timeAt(x) {
    const { from, to } = this.#seen();
    return from + ((x - this.#labels()) / (this.#host.clientWidth - this.#labels())) * (to - from);
  }

  zoomBy(factor, x = (this.#host.clientWidth + this.#labels()) / 2) {
    if (!this.#range) return;
    const { from, to } = this.#seen();
    const middle = this.#timeAt(Math.max(x, this.#labels()));
    const span = Math.max(CLOSEST_MS, (to - from) / factor);
    const share = (middle - from) / (to - from);
    this.#see(middle - share * span, span);
  }

  fit() {
    this.#zoom = null;
    this.#plan();
  }

  #pan(ms) {
    if (!this.#zoom) return;
    this.#see(this.#zoom.from + ms, this.#zoom.to - this.#zoom.from);
  }

  #see(from, span) {
    const whole = this.#range;
    if (span >= whole.to - whole.from) this.#zoom = null;
    else {
      const start = Math.min(Math.max(from, whole.from), whole.to - span);
      this.#zoom = { from: start, to: start + span };
    }
    this.#plan();
  }

  #wheel(event) {
    if (!this.#range) return;
    const x = event.clientX - this.#canvas.getBoundingClientRect().left;
    const span = this.#seen().to - this.#seen().from;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoomBy(Math.exp(-event.deltaY / 300), x);
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      this.#pan((span * (event.deltaX || event.deltaY)) / this.#host.clientWidth);
    }
  }

  /** Dragging along the lanes moves a zoomed view. */
  #drag(event) {
    if (!this.#zoom) return;
    const start = { x: event.clientX, ...this.#zoom };
    this.#dragged = false;
    this.#canvas.setPointerCapture(event.pointerId);
    const move = (moved) => {
      const dx = moved.clientX - start.x;
      if (Math.abs(dx) > 3) this.#dragged = true;
      const span = start.to - start.from;
      if (this.#dragged) this.#see(start.from - (dx / (this.#host.clientWidth - this.#labels())) * span, span);
    };
    const end = () => this.#canvas.removeEventListener('pointermove', move);
    this.#canvas.addEventListener('pointermove', move);
    this.#canvas.addEventListener('pointerup', end, { once: true });
    this.#canvas.addEventListener('pointercancel', end, { once: true });
  }

  #laneAt(y) {
    return y < AXIS ? -1 : Math.floor((y - AXIS + this.#host.scrollTop) / LANE);
  }

  #point(event) {
    if (!this.#range) return;
    const box = this.#canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const lane = this.#lanes[this.#laneAt(y)];
    this.#choose(lane ? this.#laneAt(y) : -1);
    const lines = lane ? this.#wordsAt(lane, x) : [];
    this.#tip.hidden = lines.length === 0;
    if (!lines.length) return;
    setText(this.#tip, lines.join('\n'));
    const inner = this.#host.parentElement.getBoundingClientRect();
    this.#tip.style.left = `${Math.min(event.clientX - inner.left + 12, inner.width - this.#tip.offsetWidth - 4)}px`;
    this.#tip.style.top = `${Math.max(4, event.clientY - inner.top - this.#tip.offsetHeight - 10)}px`;
  }

  #wordsAt(lane, x) {
    if (x < this.#labels()) return [title(lane.agent), reason(lane.agent)];
    const span = this.#seen().to - this.#seen().from;
    const slack = (4 * span) / this.#host.clientWidth;
    const time = this.#timeAt(x);
    const bars = lane.bars.filter((bar) => bar.from - slack <= time && bar.to + slack >= time);
    const bar = bars.at(-1);
    return bar ? [what(bar.event), [exactClock(bar.from), how(bar.event)].filter(Boolean).join(' · ')] : [];
  }

  #leave() {
    this.#tip.hidden = true;
    this.#choose(-1);
  }

  #choose(index) {
    if (this.#hover === index) return;
    this.#hover = index;
    this.#plan();
  }

  #click(event) {
    if (this.#dragged || !this.#range) {
      this.#dragged = false;
      return;
    }
    const box = this.#canvas.getBoundingClientRect();
    const lane = this.#laneAt(event.clientY - box.top);
    const x = event.clientX - box.left;
    if (lane < 0 && x >= this.#labels()) this.#go({ at: Math.round(this.#timeAt(x)) });
    else if (this.#lanes[lane]) this.#go({ agent: this.#lanes[lane].agent.agent_id });
  }

  #key(event) {
    if (!this.#range || event.ctrlKey || event.metaKey || event.altKey) return;
    const span = this.#seen().to - this.#seen().from;
    const action = {
      ArrowDown: () => this.#step(1),
      ArrowUp: () => this.#step(-1),
      ArrowLeft: () => this.#pan(-span / 6),
      ArrowRight: () => this.#pan(span / 6),
      '+': () => this.zoomBy(1.5),
      '=': () => this.zoomBy(1.5),
      '-': () => this.zoomBy(1 / 1.5),
      0: () => this.fit(),
      Enter: () => this.#lanes[this.#hover] && this.#go({ agent: this.#lanes[this.#hover].agent.agent_id }),
    }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  #step(by) {
    const to = Math.min(this.#lanes.length - 1, Math.max(0, this.#hover + by));
    this.#choose(to);
    const lane = this.#lanes[to];
    if (!lane) return;
    const top = to * LANE;
    const room = this.#host.clientHeight - AXIS - LANE;
    this.#host.scrollTop = Math.min(top, Math.max(this.#host.scrollTop, top - room));
    setText(this.#word, `${title(lane.agent)}: ${reason(lane.agent)}`);
  }
}
