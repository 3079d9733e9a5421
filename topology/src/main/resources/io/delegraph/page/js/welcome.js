// The first minutes, while there is no session: what is there already, and three ways to go on.

import { copyButton } from './copy.js';
import { h, mark, replaceWhereDifferent, setAttribute } from './dom.js';
import { ago, counted } from './format.js';

const TRANSPORTS = { script: 'the hook script', http: 'HTTP', kcat: 'kcat', plugin: 'the plugin' };

export class Welcome {
  #store;
  #host;
  #app;

  constructor(store, host, app) {
    this.#store = store;
    this.#host = host;
    this.#app = app;
  }

  update(changes) {
    if (!changes.has('status', 'sessions', 'view', 'clock')) return;
    const { sessionsLoaded, sessions, setup, status, view } = this.#store;
    const isFiltered = Object.values(view.filters).some(Boolean);
    const isEmpty = sessionsLoaded && sessions.size === 0 && !isFiltered && view.session === null && setup !== null;
    setAttribute(this.#app, 'data-empty', isEmpty);
    this.#host.hidden = !isEmpty;
    if (isEmpty) replaceWhereDifferent(this.#host, content(status, setup, this.#store.now()));
  }
}

function content(status, setup, now) {
  const { command } = setup;
  return [
    h('h2', { text: setup.events ? 'Hooks arrive, but no session came of them yet' : 'No session yet' }),
    h('p', { class: 'soft', text: 'Delegraph shows live who delegated what to whom among coding agents, how it ended and what it cost. This page fills by itself.' }),
    h('ul', { class: 'ticks' }, ticks(status, setup, now)),
    h('div', { class: 'ways' },
      setup.hooks.length
        ? way('Connect', 'Claude Code is connected: start a session, or a new one where it was running before.')
        : way('Connect', 'Adds hooks to the settings of Claude Code and leaves the rest of the file as it is. Then start a session.', `${command} hooks install`),
      way('Import', 'Reads the transcripts of past sessions, with their original times.', `${command} import`),
      way('Demo', 'Plays invented sessions into this instance, to look around.', `${command} demo`)),
    h('p', { class: 'soft' }, 'To check the whole way from a hook to this page: ', h('code', { text: `${command} doctor` })),
  ];
}

function ticks({ hooks, rejected }, setup, now) {
  const { newest, count } = rejected;
  return [
    setup.local && installedTick(setup),
    // a probe shows that the way is open, not that a client is connected
    tick(setup.probe_at !== null, setup.probe_at === null ? 'No probe of the doctor has arrived' : `A probe of the doctor arrived, sent ${ago(now - setup.probe_at)}`),
    tick(setup.events > 0, setup.events > 0 ? arrived(setup.events, hooks.last_at, now) : 'No event of a client has arrived'),
    newest && tick(false, `${counted(count, 'event')} rejected, the newest ${ago(now - newest.at)}: ${newest.reason}${newest.where ? ` (${newest.where})` : ''}`),
    setup.local && historyTick(setup),
  ].filter(Boolean);
}

function installedTick({ hooks }) {
  if (!hooks.length) return tick(false, 'No hooks are installed in the settings of Claude Code');
  const names = hooks.map(({ transport, settings }) => `${TRANSPORTS[transport] ?? transport} in ${settings}`);
  if (hooks.length > 1) return tick(false, `Hooks are installed in ${hooks.length} ways, so each event would arrive ${hooks.length} times: ${names.join('; ')}`);
  return tick(true, `Hooks are installed: ${names[0]}`);
}

function historyTick({ history_sessions: sessions, history_dir: dir }) {
  return tick(sessions > 0, sessions > 0 ? `${counted(sessions, 'past session')} found in ${dir}` : `No past sessions found in ${dir}`);
}

function tick(isDone, text) {
  return h('li', { 'data-state': isDone ? 'COMPLETED' : 'REQUESTED' }, mark(isDone ? 'COMPLETED' : 'REQUESTED'), h('span', { class: 'unseen', text: isDone ? 'Done: ' : 'Not yet: ' }), h('span', { text }));
}

/** One way to go on; without a command nothing is left to do. */
function way(name, what, code = null) {
  return h('section', { class: 'way' }, h('h3', { text: name }), h('p', { class: 'soft', text: what }), code && commandLine(code));
}

function commandLine(code) {
  return h('p', { class: 'command' }, h('code', { text: code }), copyButton(code, `Copy ${code}`));
}

/** What is older than a day has no time any more. */
const arrived = (count, lastAt, now) => [`${counted(count, 'event')} arrived`, lastAt && `the last ${ago(now - lastAt)}`].filter(Boolean).join(', ');
