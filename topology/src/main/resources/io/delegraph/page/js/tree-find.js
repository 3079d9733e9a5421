// Finding an agent among many: the list shows those that have the words.

import { reason, stateWord, title } from './words.js';

export class TreeFind {
  #input;

  constructor(input, onChange) {
    this.#input = input;
    input.addEventListener('input', onChange);
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.isEmpty) return;
      event.stopPropagation();
      this.clear();
      onChange();
    });
  }

  get isEmpty() {
    return this.#input.value.trim() === '';
  }

  clear() {
    this.#input.value = '';
  }

  /** Items of a list without levels. */
  found(agents) {
    const words = this.#input.value.toLowerCase().split(/\s+/).filter(Boolean);
    return [...agents.values()]
      .filter((agent) => {
        const text = [title(agent), agent.agent_type, stateWord(agent.state), reason(agent), agent.error_message, agent.agent_id].filter(Boolean).join(' ').toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .map((agent) => ({ id: agent.agent_id, kind: 'agent', parent: null, depth: 0, agent, edge: null }));
  }
}
