// The number of an agent's open security findings with their highest severity, on its card and in its line.

import { glyph, h, setAttribute, setText } from './dom.js';
import { countWords } from './findings.js';

export const createBadge = () => h('span', { class: 'finding-badge', hidden: true }, glyph('i-shield'), h('span', { class: 'number' }));

/** `found` {count, worst}; null without any. */
export function fillBadge(badge, found) {
  setAttribute(badge, 'hidden', found === null);
  if (found === null) return;
  setAttribute(badge, 'data-severity', found.worst);
  setAttribute(badge, 'title', countWords(found));
  setText(badge.lastChild, `${found.count} ${found.worst.toLowerCase()}`);
}
