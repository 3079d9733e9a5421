// The slider that takes tree, timeline and panel back to any moment of the session.

import { setAttribute, setText } from './dom.js';
import { duration, exactClock, moment } from './format.js';
import { isLive } from './words.js';
import { momentsOf } from './timeline-model.js';

const STEPS = 1000;

export class Rewind {
  #store;
  #go;
  #timeline;
  #parts;

  constructor(store, go, timeline, parts) {
    this.#store = store;
    this.#go = go;
    this.#timeline = timeline;
    this.#parts = parts;
    parts.at.max = STEPS;
    timeline.onRange = () => this.#show();
    parts.at.addEventListener('input', () => this.#slide());
    parts.live.addEventListener('click', () => go({ at: null }));
    parts.back.addEventListener('click', () => this.#step(-1));
    parts.on.addEventListener('click', () => this.#step(1));
  }

  update(changes) {
    if (changes.has('view', 'session')) this.#show();
  }

  #show() {
    const { at: slider, word, live, back, on } = this.#parts;
    const { range } = this.#timeline;
    const { at } = this.#store.view;
    for (const part of [slider, back, on, live]) part.disabled = range === null;
    setAttribute(live, 'aria-pressed', String(at === null));
    const { session } = this.#store;
    const ended = session !== null && !isLive(session.state);
    setText(live, ended ? 'End' : 'Live');
    if (!range) return setText(word, '');
    const share = at === null ? 1 : (at - range.from) / (range.to - range.from);
    const value = String(Math.round(Math.min(1, Math.max(0, share)) * STEPS));
    if (slider.value !== value && document.activeElement !== slider) slider.value = value;
    if (at === null) slider.value = String(STEPS);
    setText(word, at === null ? (ended ? `ended ${moment(range.to)}` : 'now') : `${exactClock(at)} · ${duration(Math.max(0, at - range.from))} in`);
    setAttribute(slider, 'aria-valuetext', at === null ? 'now' : `${moment(at)}, ${duration(Math.max(0, at - range.from))} after the start`);
  }

  #slide() {
    const { range } = this.#timeline;
    const value = Number(this.#parts.at.value);
    // a moment that has passed: at the very end it follows what comes
    this.#go({ at: value >= STEPS ? null : Math.round(range.from + (value / STEPS) * (range.to - range.from)) });
  }

  #step(by) {
    const { range } = this.#timeline;
    const moments = momentsOf(this.#store.events);
    const at = this.#store.view.at ?? range.to + 1;
    const next = by < 0 ? moments.findLast((time) => time < at) : moments.find((time) => time > at);
    this.#go({ at: next ?? (by < 0 ? range.from : null) });
  }
}
