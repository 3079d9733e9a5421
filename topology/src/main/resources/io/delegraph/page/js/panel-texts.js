// What an agent was asked, did and answered in words: only where the server keeps texts (ingest.privacy: full).

import { h } from './dom.js';
import { counted, exactClock } from './format.js';
import { section } from './panel-parts.js';

const PARTS = { PROMPT: 'Prompt', REQUEST: 'Asked to', INPUT: 'Tool input', OUTPUT: 'Tool output', RESULT: 'Answer' };

/** Each unfolds; `detail` is what the server says of the agent. */
export function textsSection(detail, at) {
  const texts = (detail?.texts ?? []).filter((text) => at === null || text.at <= at);
  if (!texts.length) return null;
  const left = detail.texts_left_out;
  return section('Texts', h('ul', { class: 'texts' }, texts.map((text) => h('li', {},
    h('details', {}, h('summary', {}, `${PARTS[text.part] ?? text.part} `, h('span', { class: 'faint number', text: exactClock(text.at) })),
      h('pre', { text: text.text }))))),
  left > 0 && h('p', { class: 'faint', text: `${counted(left, 'older text')} not shown` }));
}
