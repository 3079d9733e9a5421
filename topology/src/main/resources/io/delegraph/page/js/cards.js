// The cards of the tree: elements over the drawing, so that they can be read, focused and styled like the rest of the page.

import { h, glyph, mark, setAttribute, setMark, setText } from './dom.js';
import { compact, counted, dollars, duration, elapsed, moment, short } from './format.js';
import { edgeWord, errorLine, isExact, isIdle, isLive, reason, shownState, stateWord, subtitle, title } from './words.js';
import { CARD } from './layout.js';

/** An empty card of a kind; `updateCard` fills it. */
export function createCard(item, onToggle) {
  const card = h('div', { class: `card ${item.kind}`, role: 'treeitem', tabindex: '-1', 'data-id': item.id });
  card.style.width = `${CARD.width}px`;
  card.style.height = `${CARD.height}px`;
  card.parts = {
    icon: item.kind === 'agent' ? mark('ACTIVE') : glyph(item.kind === 'session' ? 'i-link' : item.kind === 'more' ? 'i-more' : 'i-unknown'),
    title: h('span', { class: 'title cut' }),
    subtitle: h('span', { class: 'subtitle cut' }),
    facts: h('span', { class: 'facts cut number' }),
  };
  card.append(
    card.parts.icon,
    h('span', { class: 'lines' }, card.parts.title, card.parts.subtitle, card.parts.facts),
  );
  if (item.kind === 'agent' || item.kind === 'bucket') {
    card.parts.toggle = h('button', { class: 'toggle number', tabindex: '-1', hidden: true, onclick: onToggle });
    card.append(card.parts.toggle);
  }
  return card;
}

/** `context`: now (epoch ms), below (agents below), hidden (how many a fold hides, 0 for none), isSelected, isCritical. */
export function updateCard(card, item, context) {
  const { parts } = card;
  if (item.kind === 'agent') fillAgent(card, item.agent, context);
  else {
    const words = otherWords(item);
    setText(parts.title, words[0]);
    setText(parts.subtitle, words[1]);
    setText(parts.facts, words[2]);
    setAttribute(card, 'aria-label', words.filter(Boolean).join(', '));
  }
  setAttribute(card, 'aria-selected', context.isSelected ? 'true' : 'false');
  if (parts.toggle) fold(card, context);
}

function otherWords(item) {
  if (item.kind === 'bucket') return ['Parent unknown', counted(item.count, 'agent'), 'no request fits them'];
  if (item.kind === 'more') return [`+${item.count} finished`, 'folded away', 'open to see them'];
  return ['Started another session', short(item.child.session_id), `first seen ${moment(item.child.at)}`];
}

function fillAgent(card, agent, { now, isCritical }) {
  const { parts } = card;
  setAttribute(card, 'data-critical', isCritical ? 'true' : null);
  const critical = isCritical ? 'on the critical path' : null;
  setAttribute(card, 'data-state', agent.state);
  setAttribute(card, 'data-idle', isIdle(agent));
  setMark(parts.icon, shownState(agent));
  setText(parts.title, title(agent));
  const guessed = isExact(agent.edge_evidence) ? null : edgeWord(agent.edge_evidence);
  const state = reason(agent);
  // first on its line: what is cut off at a card's end must not be this
  const facts = [guessed, ...factsOf(agent, now)].filter(Boolean).join(' · ');
  // where a state needs more words than one they get a line, and the type goes with the facts
  const isPlain = reason(agent) === stateWord(shownState(agent));
  setText(parts.subtitle, isPlain ? `${subtitle(agent)} · ${state}` : state);
  const error = errorLine(agent);
  setAttribute(parts.facts, 'class', error ? 'facts cut bad' : 'facts cut number');
  setText(parts.facts, error ?? (isPlain ? facts : [guessed, subtitle(agent), factsOf(agent, now).join(' · ')].filter(Boolean).join(' · ')));
  setAttribute(card, 'data-words', [title(agent), subtitle(agent), state, error, facts, critical].filter(Boolean).join('\n'));
  setAttribute(card, 'aria-label', [title(agent), subtitle(agent), state, error, guessed, critical].filter(Boolean).join(', '));
  setAttribute(card, 'aria-level', (agent.agent_hierarchy_level ?? 1) + 1);
}

/** Age, tools, tokens, cost: what is known of them. */
function factsOf(agent, now) {
  return [
    age(agent, now),
    agent.runs > 1 ? `${agent.runs} runs` : null,
    agent.tool_calls ? counted(agent.tool_calls, 'tool') + (agent.tool_failures ? `, ${agent.tool_failures} failed` : '') : null,
    typeof agent.total_tokens === 'number' ? `${agent.tokens_source === 'TRANSCRIPT' ? '' : '≥ '}${compact(agent.total_tokens)} tok` : null,
    typeof agent.cost_usd === 'number' ? dollars(agent.cost_usd) : null,
  ].filter(Boolean);
}

/** How long an agent has run or ran, or how long ago it was asked for; null when unknown. */
export function age(agent, now) {
  if (agent.duration_ms !== null) return duration(agent.duration_ms);
  const since = agent.started_at ?? agent.requested_at;
  return isLive(agent.state) && since !== null ? elapsed(now - since) : null;
}

function fold(card, { below, hidden, isOpen }) {
  const { toggle } = card.parts;
  setAttribute(toggle, 'hidden', !below);
  setAttribute(card, 'aria-expanded', below ? String(isOpen) : null);
  if (!below) return;
  setText(toggle, isOpen ? '−' : `+${hidden}`);
  setAttribute(toggle, 'aria-label', isOpen ? `Fold ${counted(below, 'agent')} below` : `Show ${counted(hidden, 'agent')} below`);
}

