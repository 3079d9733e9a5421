// The drawer that reads a transcript on demand: what an agent said and which tools it called. Nothing of it is kept when the drawer closes.

import { api } from './api.js';
import { glyph, h, setText } from './dom.js';
import { exactClock } from './format.js';

const ROLES = { user: 'To the agent', assistant: 'Agent', system: 'Client' };

/** Longer texts begin folded, characters. */
const LONG = 1200;

export class Transcript {
  #dialog;
  #heading = h('h2', {});
  #items = h('ol', { class: 'transcript-items' });
  #note = h('p', { class: 'note', role: 'status' });
  #more = h('button', { text: 'Read on', hidden: true, onclick: () => this.#read() });
  #abort = null;
  #asked = null;
  #cursor = null;

  constructor(dialog) {
    this.#dialog = dialog;
    const close = h('button', { class: 'plain icon', 'aria-label': 'Close the transcript', title: 'Close (Esc)', onclick: () => dialog.close() }, glyph('i-close'));
    dialog.append(
      h('header', { class: 'drawer-head' }, this.#heading, close),
      h('p', { class: 'drawer-why faint', text: 'Read just now from the transcript on this machine. Secrets are masked, and nothing of it is stored.' }),
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Transcript' }, this.#items, this.#note, this.#more),
    );
    dialog.addEventListener('close', () => this.#forget());
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  }

  /** Of the agent, or of the session's main agent when it is null. */
  open(session, agent, heading) {
    this.#forget();
    this.#asked = { session, agent: agent === 'root' ? null : agent };
    setText(this.#heading, `Transcript: ${heading}`);
    this.#dialog.showModal();
    this.#read();
  }

  #forget() {
    this.#abort?.abort();
    this.#items.replaceChildren();
    this.#cursor = null;
    this.#asked = null;
    this.#more.hidden = true;
    setText(this.#note, '');
  }

  async #read() {
    const { session, agent } = this.#asked;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#more.hidden = true;
    setText(this.#note, 'Reading …');
    try {
      const page = await api.transcript(session, agent, this.#cursor, signal);
      if (signal.aborted) return;
      this.#items.append(...page.items.map(entry));
      this.#cursor = page.next;
      this.#more.hidden = this.#cursor === null;
      setText(this.#note, this.#items.childElementCount ? (this.#cursor === null ? 'End of the transcript.' : '') : 'The transcript has no messages.');
    } catch (failure) {
      if (failure.name !== 'AbortError') setText(this.#note, why(failure));
    }
  }
}

function why(failure) {
  if (failure.status === 404) return `There is no transcript of this on the machine that Delegraph runs on: ${failure.message}.`;
  if (failure.status === 403) return `Transcripts are not read here: ${failure.message}.`;
  return `The transcript could not be read: ${failure.message}.`;
}

function entry(item) {
  const isTool = item.kind === 'tool_use' || item.kind === 'tool_result';
  const text = `${item.text ?? ''}${item.cut ? ' … (cut)' : ''}`;
  const tool = item.tool_name ?? 'a tool';
  const what = { tool_use: `Calls ${tool}`, tool_result: `Answer of ${tool}`, thinking: 'Thinks' }[item.kind] ?? ROLES[item.role] ?? item.role;
  const body = h('pre', { text });
  return h('li', { class: item.is_error ? 'entry error' : isTool ? 'entry tool' : `entry ${item.role}` },
    h('p', { class: 'entry-head' }, h('strong', { text: what }), item.is_error ? h('span', { class: 'bad', text: 'failed' }) : null, h('span', { class: 'number faint', text: item.at ? exactClock(item.at) : '' })),
    text.length > LONG || isTool || item.kind === 'thinking' ? h('details', {}, h('summary', { class: 'cut', text: firstLine(text) }), body) : body);
}

const firstLine = (text) => text.split('\n', 1)[0].slice(0, 160) || '(empty)';
