// Lays two trees of agents beside each other: who of the one did what who of the other did. Pure: it knows only agents.

/** Words in common, of all words, from which on two descriptions are of the same work. */
const ALIKE = 0.5;

/**
 * Rows `{depth, left, right, by}`, a parent before its children: agents, or null where one side has none. `by` says what the two have in
 * common: `description` (and type), `words` (most of them, and type), `type`; null where there is one only.
 */
export function align(left, right) {
  const rows = [];
  const [leftChildren, rightChildren] = [childrenBy(left), childrenBy(right)];
  const visit = (a, b, by, depth, seen) => {
    const key = `${a?.agent_id}|${b?.agent_id}`;
    if (seen.has(key)) return;
    seen.add(key);
    rows.push({ depth, left: a, right: b, by });
    const [as, bs] = [a ? (leftChildren.get(a.agent_id) ?? []) : [], b ? (rightChildren.get(b.agent_id) ?? []) : []];
    for (const pair of pairs(as, bs)) visit(pair.left, pair.right, pair.by, depth + 1, seen);
  };
  const seen = new Set();
  for (const pair of pairs(topsOf(left), topsOf(right))) visit(pair.left, pair.right, pair.by, 0, seen);
  // those whose parents are a circle have no top: it is cut at the first of them
  for (const agent of left) if (!rows.some((row) => row.left === agent)) visit(agent, null, null, 0, seen);
  for (const agent of right) if (!rows.some((row) => row.right === agent)) visit(null, agent, null, 0, seen);
  return rows;
}

/** Siblings of the two sides, paired by the best that they have in common; in the order of the left, the right's own after their sibling. */
export function pairs(left, right) {
  const partner = new Map();
  const taken = new Set();
  const pair = (a, b, by) => {
    partner.set(a, { right: b, by });
    taken.add(b);
  };
  const free = () => [left.filter((a) => !partner.has(a)), right.filter((b) => !taken.has(b))];
  const each = (fits, by) => {
    for (const a of free()[0]) {
      const b = free()[1].find((one) => fits(a, one));
      if (b) pair(a, b, by);
    }
  };
  each((a, b) => sameType(a, b) && describes(a) && wordsOf(a).join(' ') === wordsOf(b).join(' '), 'description');
  const [as, bs] = free();
  as.flatMap((a) => bs.filter((b) => sameType(a, b)).map((b) => ({ a, b, alike: likeness(a, b) })))
    .filter(({ alike }) => alike >= ALIKE)
    .sort((x, y) => y.alike - x.alike)
    .forEach(({ a, b }) => {
      if (!partner.has(a) && !taken.has(b)) pair(a, b, 'words');
    });
  each(sameType, 'type');
  return inOrder(left, right, partner);
}

function inOrder(left, right, partner) {
  const rows = left.map((a) => ({ left: a, right: partner.get(a)?.right ?? null, by: partner.get(a)?.by ?? null }));
  const placed = new Set(rows.map((row) => row.right));
  right.forEach((b, index) => {
    if (placed.has(b)) return;
    const before = index === 0 ? -1 : rows.findIndex((row) => row.right === right[index - 1]);
    rows.splice(before + 1, 0, { left: null, right: b, by: null });
    placed.add(b);
  });
  return rows;
}

const sameType = (a, b) => (a.agent_type ?? null) === (b.agent_type ?? null) && (a.agent_id === 'root') === (b.agent_id === 'root');
const describes = (agent) => Boolean(agent.description) || agent.agent_id === 'root';

/** What it was asked to do, as words without case, order kept. */
function wordsOf(agent) {
  return (agent.description ?? agent.name ?? '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

function likeness(a, b) {
  const [x, y] = [new Set(wordsOf(a)), new Set(wordsOf(b))];
  if (!x.size || !y.size) return 0;
  const common = [...x].filter((word) => y.has(word)).length;
  return common / (x.size + y.size - common);
}

const startOf = (agent) => agent.requested_at ?? agent.started_at ?? agent.last_seen_at ?? 0;
const byStart = (a, b) => startOf(a) - startOf(b) || (a.agent_id < b.agent_id ? -1 : 1);

function childrenBy(agents) {
  const known = new Set(agents.map((agent) => agent.agent_id));
  return Map.groupBy(agents.filter((agent) => known.has(agent.parent_agent_id)).sort(byStart), (agent) => agent.parent_agent_id);
}

/** Those without a parent that is there, the root first. */
function topsOf(agents) {
  const known = new Set(agents.map((agent) => agent.agent_id));
  return agents.filter((agent) => !known.has(agent.parent_agent_id)).sort((a, b) => (b.agent_id === 'root') - (a.agent_id === 'root') || byStart(a, b));
}
