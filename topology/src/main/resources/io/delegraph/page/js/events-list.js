// What an agent did, as a list.

import { h, patchList, setAttribute, setText } from './dom.js';
import { duration, exactClock } from './format.js';
import { errorWord, outcomeWord, promptName } from './words.js';

const KINDS = { run: 'Run', wait: 'Waits for permission', message: 'Message', idle: 'Idle' };

/** Patches a list so that it shows events, oldest first; `onChoose(event)` looks at that moment. */
export function fillEvents(list, events, onChoose) {
  patchList(list, events, {
    key: (event) => `${event.kind}|${event.id ?? event.at ?? event.ended_at}`,
    create: () => create(onChoose),
    update: fill,
  });
}

function create(onChoose) {
  const row = h('li', {});
  const parts = {
    button: h('button', { class: 'plain event', title: 'Look at this moment', onclick: () => onChoose(row.event) }),
    at: h('span', { class: 'number faint' }),
    what: h('span', { class: 'what cut' }),
    how: h('span', { class: 'how number' }),
    error: h('span', { class: 'error bad', hidden: true }),
  };
  parts.button.append(parts.at, parts.what, parts.how, parts.error);
  row.append(parts.button);
  row.parts = parts;
  return row;
}

function fill(row, event) {
  row.event = event;
  const { parts } = row;
  setText(parts.at, exactClock(event.at ?? event.ended_at));
  setText(parts.what, what(event));
  setText(parts.how, how(event));
  setText(parts.error, event.error_message ?? '');
  setAttribute(parts.error, 'hidden', !event.error_message);
  setAttribute(parts.how, 'class', event.outcome === 'FAILED' || event.outcome === 'DENIED' ? 'how number bad' : 'how number faint');
}

export function what(event) {
  if (event.kind === 'tool') return [event.tool, event.target].filter(Boolean).join(' ');
  if (event.kind === 'message') return `Message${event.target ? ` to ${event.target}` : ''}`;
  if (event.kind === 'wait') return `${KINDS.wait}${event.tool ? ` to use ${event.tool}` : ''}`;
  if (event.kind === 'prompt') return promptName({ number: event.number, command: event.target });
  return [KINDS[event.kind] ?? event.kind, event.target].filter(Boolean).join(' ');
}

export function how(event) {
  if (event.kind === 'idle') return 'until your next prompt';
  const took = event.duration_ms ?? (event.at && event.ended_at ? event.ended_at - event.at : null);
  const end = event.error ? errorWord(event.error) : event.outcome && event.outcome !== 'SUCCEEDED' ? outcomeWord(event.outcome) : null;
  const open = event.kind !== 'prompt' && event.ended_at === undefined ? 'open' : null;
  return [end ?? open, event.kind === 'prompt' ? null : took !== null && took !== undefined ? duration(took) : null].filter(Boolean).join(' · ');
}
