// Lines beyond who asked for whom: hand-offs, peers, agents side by side; as of now.

import { arc, bracket } from './edges.js';
import { relationsOf, stagesOf } from './graph.js';

/** More than these are a tangle: then only those of the card that is pointed at or chosen are drawn. */
const MOST = 40;

/** Lines as edges.js draws them, between cards that are in sight. `focus` is the id of the card that is pointed at or chosen, or null. */
export function relationLines(workflows, chosen, placeOf, focus) {
  const seen = ({ from, to }) => placeOf(from) && placeOf(to);
  let relations = relationsOf(workflows, chosen).filter(seen);
  if (relations.length > MOST) relations = relations.filter(({ from, to }) => from === focus || to === focus).slice(0, MOST);
  const lines = relations.map(({ kind, from, to }) => ({ id: `${kind}:${from}:${to}`, kind, from, to, path: arc(placeOf(from), placeOf(to)) }));
  for (const { delegator_agent_id: from, number, agent_ids: ids } of stagesOf(workflows, chosen)) {
    const places = ids.map(placeOf).filter(Boolean);
    if (places.length < 2 || places.some(({ x }) => x !== places[0].x)) continue;
    lines.push({ id: `stage:${from}:${number}:${ids[0]}`, kind: 'parallel', from, to: null, ids, path: bracket(places) });
  }
  return lines;
}
