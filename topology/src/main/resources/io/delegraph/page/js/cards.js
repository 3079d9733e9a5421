// The cards of the tree: what it is, in two lines; its state and cost; then what else is known of it.

import { createBadge, fillBadge } from './finding-badge.js';
import { countWords } from './findings.js';
import { h, glyph, mark, setAttribute, setMark, setText } from './dom.js';
import { compact, counted, dollars, duration, elapsed, moment, short } from './format.js';
import { CARD, heightOf } from './layout.js';
import { foldWords } from './tree-items.js';
import { edgeWord, errorLine, isExact, isIdle, isLive, reason, shownState, stateWord, subtitle, title } from './words.js';

const ICONS = { session: 'i-link', bucket: 'i-unknown' };

/** An empty card of a kind; `updateCard` fills it. */
export function createCard(item) {
  const card = h('div', { class: `card ${item.kind}`, role: 'treeitem', tabindex: '-1', 'data-id': item.id });
  card.style.width = `${CARD.width}px`;
  card.style.height = `${heightOf(item)}px`;
  card.parts = {
    icon: item.kind === 'agent' ? mark('ACTIVE') : item.kind === 'fold' ? null : glyph(ICONS[item.kind]),
    title: h('span', { class: 'title' }),
    state: h('span', { class: 'state cut' }),
    findings: createBadge(),
    cost: h('span', { class: 'cost number' }),
    facts: h('span', { class: 'facts cut number' }),
  };
  const { icon, title: first, state, findings, cost, facts } = card.parts;
  card.append(icon ?? '', h('span', { class: 'lines' }, first, h('span', { class: 'state-line' }, state, cost), facts), findings);
  if (item.kind === 'agent' || item.kind === 'bucket') {
    card.parts.toggle = h('button', { class: 'toggle number', tabindex: '-1', hidden: true });
    card.append(card.parts.toggle);
  }
  return card;
}

/** `context`: now (epoch ms), below (agents below), hidden (how many are folded away, 0 for none), isOpen, isSelected, isCritical,
 * findings ({count, worst} or null). */
export function updateCard(card, item, context) {
  const { parts } = card;
  if (item.kind === 'agent') fillAgent(card, item.agent, context);
  else {
    const [first, ...more] = otherWords(item);
    setText(parts.title, first);
    setText(parts.state, more[0] ?? '');
    setText(parts.facts, more[1] ?? '');
    setAttribute(card, 'aria-label', [first, ...more].join(', '));
  }
  setAttribute(card, 'aria-level', item.depth + 1);
  setAttribute(card, 'aria-selected', context.isSelected ? 'true' : 'false');
  if (parts.toggle) showToggle(card, context);
}

/** Words of an item that is no agent. */
export function otherWords(item) {
  if (item.kind === 'bucket') return ['Parent unknown', `${counted(item.count, 'agent')}: nothing says who asked for them`];
  if (item.kind === 'fold') return [foldWords(item)];
  return ['Started another session', short(item.child.session_id), `first seen ${moment(item.child.at)}`];
}

function fillAgent(card, agent, { now, isCritical, findings }) {
  const { parts } = card;
  setAttribute(card, 'data-state', agent.state);
  setAttribute(card, 'data-idle', isIdle(agent));
  setAttribute(card, 'data-critical', isCritical ? 'true' : null);
  setMark(parts.icon, shownState(agent));
  setText(parts.title, title(agent));
  const took = age(agent, now);
  // where the state's reason is long, the age would only be cut off
  const isPlain = reason(agent) === stateWord(shownState(agent));
  setText(parts.state, isPlain && took ? `${stateWord(shownState(agent))} · ${took}` : reason(agent));
  setText(parts.cost, typeof agent.cost_usd === 'number' ? dollars(agent.cost_usd) : '');
  fillBadge(parts.findings, findings);
  setAttribute(card, 'data-findings', findings !== null);
  const error = errorLine(agent);
  const guessed = isExact(agent.edge_evidence) ? null : edgeWord(agent.edge_evidence);
  const facts = [guessed, subtitle(agent), isPlain ? null : took, ...factsOf(agent)].filter(Boolean).join(' · ');
  setAttribute(parts.facts, 'class', error ? 'facts cut bad' : 'facts cut number');
  setText(parts.facts, error ?? facts);
  const words = [title(agent), subtitle(agent), reason(agent), error, guessed, isCritical ? 'on the critical path' : null, findings && countWords(findings)].filter(Boolean);
  setAttribute(card, 'title', words.join('\n'));
  setAttribute(card, 'aria-label', words.join(', '));
}

/** Runs, tools, tokens: what is known of them. */
function factsOf(agent) {
  return [
    agent.runs > 1 ? `${agent.runs} runs` : null,
    agent.tool_calls ? counted(agent.tool_calls, 'tool') + (agent.tool_failures ? `, ${agent.tool_failures} failed` : '') : null,
    typeof agent.total_tokens === 'number' ? `${agent.tokens_source === 'TRANSCRIPT' ? '' : '≥ '}${compact(agent.total_tokens)} tok` : null,
  ].filter(Boolean);
}

/** How long an agent has run or ran, or how long ago it was asked for; null when unknown. */
export function age(agent, now) {
  if (agent.duration_ms !== null) return duration(agent.duration_ms);
  const since = agent.started_at ?? agent.requested_at;
  return isLive(agent.state) && since !== null ? elapsed(now - since) : null;
}

function showToggle(card, { below, hidden, isOpen }) {
  const { toggle } = card.parts;
  setAttribute(toggle, 'hidden', !below);
  setAttribute(card, 'aria-expanded', below ? String(isOpen) : null);
  if (!below) return;
  setText(toggle, isOpen ? '−' : `+${hidden}`);
  setAttribute(toggle, 'aria-label', isOpen ? `Fold ${counted(below, 'agent')} below` : `Show ${counted(hidden, 'agent')} below`);
}
