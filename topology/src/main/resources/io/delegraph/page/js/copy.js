// A button that copies a text.

import { glyph, h, setText } from './dom.js';

const SAID_MS = 4000;

/** What was copied last, so that a button which is drawn again still says so. */
let last = { text: null, word: null, at: 0 };

/** `label` says to who does not see it what is copied. */
export function copyButton(text, label) {
  const isSaid = last.text === text && Date.now() - last.at < SAID_MS;
  const word = h('span', { role: 'status', text: isSaid ? last.word : 'Copy' });
  const copy = async () => {
    last = { text, word: await copied(text), at: Date.now() };
    setText(word, last.word);
  };
  return h('button', { class: 'plain', 'aria-label': label, onclick: copy }, glyph('i-copy'), word);
}

/** A browser has a clipboard only for pages over TLS and of the same machine. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied';
  } catch {
    return 'Not copied: select the text';
  }
}
