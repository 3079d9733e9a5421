// What the sections of the panel are made of.

import { h, mark } from './dom.js';

/** A titled part; nothing when it has no content. */
export function section(heading, ...content) {
  const found = content.flat().filter(Boolean);
  if (!found.length) return null;
  return h('section', { class: 'part' }, h('h3', { text: heading }), found);
}

/** Terms and what they are; rows without a value are left out. */
export function facts(rows) {
  const kept = rows.filter((row) => row && row[1] !== null && row[1] !== undefined && row[1] !== false && row[1] !== '');
  if (!kept.length) return null;
  return h('dl', { class: 'facts-list' }, kept.map(([term, value, more]) => [
    h('dt', { text: term }),
    h('dd', {}, value, more ? h('span', { class: 'why' }, more) : null),
  ]));
}

/** What a part shows, explained: unfolds. */
export function howTo(text) {
  return h('details', { class: 'how' }, h('summary', { text: 'How to read this' }), h('p', { text }));
}

/** Shape and word of a state. */
export function stateBadge(state, words) {
  return h('span', { class: 'badge', 'data-state': state }, mark(state), h('span', { class: 'state-word', text: words }));
}

/** A link to another place of the page; `change` is what is different there. */
export function linkTo(text, go, change) {
  return h('a', {
    href: go.address(change),
    text,
    onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(change);
    },
  });
}
