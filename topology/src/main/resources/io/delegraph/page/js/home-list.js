// Draws the rows of a band or of another list of what happened in sessions; known rows are patched, so that a click never meets a row that is just replaced.

import { glyph, h, mark, patchList, setAttribute, setText } from './dom.js';

/** A list that `fillList` fills. */
export const emptyList = () => h('ul', { class: 'home-list' });

/** `rows` as home-rows.js describes them; `action` {word, icon, run(ids)} is offered on rows with ids. */
export function fillList(list, rows, go, action = null) {
  patchList(list, rows, {
    key: (row) => row.ids[0] ?? row.place.session,
    create: () => create(go, action),
    update: fill,
  });
}

function create(go, action) {
  const item = h('li', { class: 'home-row' });
  const parts = {
    icon: mark('ACTIVE'),
    severity: h('span', { class: 'severity' }),
    link: h('a', { class: 'row-link' }),
    what: h('span', { class: 'soft' }),
    cause: h('p', { class: 'row-cause' }),
    where: h('p', { class: 'row-where faint cut' }),
    when: h('span', { class: 'row-when number faint' }),
  };
  parts.link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(item.place);
  });
  item.goAddress = go.address;
  item.parts = parts;
  item.append(parts.icon, h('div', { class: 'row-words' }, h('p', { class: 'row-head' }, parts.severity, parts.link, ' ', parts.what), parts.cause, parts.where), parts.when);
  if (action) {
    parts.action = h('button', { class: 'plain icon', 'aria-label': action.word, title: action.word, onclick: () => action.run(item.ids) }, glyph(action.icon));
    item.append(parts.action);
  }
  return item;
}

function fill(item, row) {
  const { parts } = item;
  item.ids = row.ids;
  item.place = { at: null, workflow: null, tab: null, finding: null, ...row.place };
  setAttribute(item, 'data-id', row.ids[0] ?? row.place.session);
  setAttribute(item, 'data-kind', row.kind);
  setAttribute(item, 'data-state', row.state);
  setAttribute(item, 'data-severity', row.severity);
  setAttribute(parts.icon.firstChild, 'href', row.severity ? '#i-shield' : `#state-${row.state.toLowerCase()}`);
  setAttribute(parts.severity, 'data-severity', row.severity);
  setText(parts.link, row.head);
  setAttribute(parts.link, 'href', item.goAddress(item.place));
  setAttribute(parts.link, 'title', row.title);
  setText(parts.severity, (row.severity ?? '').toLowerCase());
  parts.severity.hidden = !row.severity;
  for (const name of ['what', 'cause', 'where', 'when']) {
    setText(parts[name], row[name] ?? '');
    setAttribute(parts[name], 'hidden', !row[name]);
  }
}

/** The keys of all rows in `host`: arrows, Home and End go from row to row, Delete does what the row's button does. */
export function rowKeys(event, host) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...host.querySelectorAll('.home-row')];
  const at = rows.findIndex((row) => row.contains(event.target));
  if (at < 0) return;
  if (event.key === 'Delete') rows[at].parts.action?.click();
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || !rows[to]) return;
  event.preventDefault();
  rows[to].parts.link.focus();
}
