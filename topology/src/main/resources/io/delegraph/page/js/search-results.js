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

/** A session with its hits; each leads to its agent. */
export function foundSession(item, q, now, go) {
  const place = (agent) => ({ session: item.session_id, agent, at: null, workflow: null, tab: null });
  const link = linkTo('', go, place(null));
  link.className = 'session';
  link.append(h('span', { class: 'line' },
    mark(item.state),
    h('span', { class: 'session-title' }, highlighted(sessionTitle(item), q)),
    h('span', { class: 'when number faint', text: coarseAgo(now - item.last_seen_at) })),
  h('span', { class: 'session-line cut soft' }, highlighted(item.project ?? 'project unknown', q)));
  // these two are marked above
  const hits = item.hits.filter((hit) => hit.field !== 'title' && hit.field !== 'project');
  return h('li', { class: 'found', 'data-state': item.state }, link,
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
