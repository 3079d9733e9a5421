// The words of the page with what they mean: they unfold.

import { h } from './dom.js';
import TERMS from './terms.json' with { type: 'json' };

const GROUPS = { thing: 'Things', state: 'States', need: 'What waits for you', evidence: 'Where a parent is known from', outcome: 'Ends of tool calls', figure: 'Figures' };

export function glossary() {
  return h('div', { class: 'glossary' }, h('details', {}, h('summary', { text: 'Words used here' }),
    Object.entries(GROUPS).map(([group, heading]) => [h('h3', { text: heading }), h('dl', {}, Object.values(TERMS[group]).map(([term, sense]) => [h('dt', { text: term }), h('dd', { text: sense })]))])));
}
