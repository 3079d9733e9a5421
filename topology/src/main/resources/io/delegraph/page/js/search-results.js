// What a search found: sessions, each with the places that have the words.

import { h, mark, visible } from './dom.js';
import { coarseAgo } from './format.js';
import { linkTo } from './panel-parts.js';
import { sessionTitle } from './words.js';

const FIELDS = {
  title: 'Title',
  project: 'Project',
  session_id: 'Id',
  description: 'Agent',
  agent_type: 'Type',
  agent_name: 'Name',
  error: 'Error',
  file: 'File',
  state: 'State',
};

/** As it is shown: a main agent that waits for nobody is idle. What needs a person is in `attention`, null while that is not known. */
function shown({ state, session_id: session }, attention) {
  const isAsked = attention?.needs_you.some((wait) => wait.session_id === session && wait.agent_id === 'root');
  return state === 'WAITING' && !isAsked ? 'IDLE' : state;
}

/** A session with its hits; each leads to its agent. */
export function foundSession(item, q, store, go) {
  const state = shown(item, store.attention);
  const place = (agent) => ({ session: item.session_id, agent, at: null, workflow: null, tab: null });
  const link = linkTo('', go, place(null));
  link.className = 'session';
  link.append(h('span', { class: 'line' },
    mark(state),
    h('span', { class: 'session-title' }, highlighted(sessionTitle(item), q)),
    h('span', { class: 'when number faint', text: coarseAgo(store.now() - item.last_seen_at) })),
  h('span', { class: 'session-line cut soft' }, highlighted(item.project ?? 'project unknown', q)));
  // these two are marked above
  const hits = item.hits.filter((hit) => hit.field !== 'title' && hit.field !== 'project');
  return h('li', { class: 'found', 'data-state': state }, link,
    h('ul', { class: 'hits' },
      hits.map((hit) => h('li', {}, hitLink(hit, q, place(hit.agent_id), go)))));
}

function hitLink(hit, q, place, go) {
  const link = linkTo('', go, place);
  link.className = 'hit';
  link.append(h('span', { class: 'faint', text: FIELDS[hit.field] ?? hit.field }), h('span', { class: 'hit-text' }, highlighted(hit.text, q)));
  return link;
}

/** The text with the words of the question marked. */
function highlighted(text, q) {
  const shown = visible(text);
  const words = q.split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (!words.length) return shown;
  return shown.split(new RegExp(`(${words.join('|')})`, 'i')).map((piece, index) => (index % 2 ? h('mark', { text: piece }) : piece));
}
