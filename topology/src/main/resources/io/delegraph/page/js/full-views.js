// What is shown in place of sessions and trees: charts, a comparison, or all findings. The address's fragment says which.

import { Charts } from './charts.js';
import { Compare } from './compare.js';
import { setAttribute } from './dom.js';
import { Findings } from './findings-view.js';

const VIEWS = { charts: Charts, compare: Compare, findings: Findings };

export class FullViews {
  #parts;
  #known = new Map();
  #shown = '';

  constructor(store, go, parts) {
    this.#parts = parts;
    for (const [name, View] of Object.entries(VIEWS)) this.#known.set(name, new View(store, go));
    addEventListener('hashchange', () => this.#read());
  }

  update(changes) {
    // whatever else is chosen leaves the view, without a change of the fragment that a browser would report
    if (changes.has('view')) this.#read();
    for (const view of this.#known.values()) view.update?.(changes);
  }

  #read() {
    const { app, host, links } = this.#parts;
    const { name, rest } = readFragment(location.hash);
    const view = this.#known.get(name) ?? null;
    setAttribute(app, 'data-full', view ? name : null);
    for (const [of, link] of Object.entries(links)) setAttribute(link, 'aria-current', name === of ? 'page' : null);
    host.hidden = !view;
    const fragment = view ? location.hash : '';
    if (this.#shown === fragment) return;
    this.#shown = fragment;
    if (!view) return host.replaceChildren();
    view.show(host, rest);
  }
}

/** "#charts?period=7d" is the view "charts" and the rest "period=7d"; "#compare=a~b" has the rest "a~b". */
export function readFragment(fragment) {
  const [, name, rest] = /^#([a-z]+)(?:[?=](.*))?$/.exec(fragment) ?? [];
  return { name: name ?? null, rest: rest ?? '' };
}
