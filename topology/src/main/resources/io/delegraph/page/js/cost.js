// Sums of tokens and cost, and what they cover. Nothing is added that is not the whole of an agent's use.

/**
 * Over some agents: `cost` in dollars and how many agents it covers, `tokens` and how many they cover; null where none is known.
 * `cost_usd` is an agent's own; a server without prices leaves it out.
 */
export function sum(agents) {
  const total = { agents: agents.length, cost: null, priced: 0, tokens: null, counted: 0 };
  for (const agent of agents) {
    if (typeof agent.cost_usd === 'number') {
      total.cost = (total.cost ?? 0) + agent.cost_usd;
      total.priced += 1;
    }
    if (typeof agent.total_tokens === 'number' && agent.tokens_source === 'TRANSCRIPT') {
      total.tokens = (total.tokens ?? 0) + agent.total_tokens;
      total.counted += 1;
    }
  }
  return total;
}

/** Why an agent has no cost, in plain words; null while the price list is on its way. */
export function whyNoCost(agent, models) {
  if (agent.tokens_source === 'NONE') return 'its tokens are unknown';
  if (agent.tokens_source !== 'TRANSCRIPT') return 'only its last request is known';
  if (agent.model === null) return 'its model is unknown';
  if (models === null) return null;
  return priceOf(agent.model, models) ? 'the server reported none' : `there is no price for ${agent.model} in config/models.yaml`;
}

/** The price list's entry for a model: the first whose pattern fits; `*` stands for anything. */
export function priceOf(model, models) {
  return models?.models?.find((entry) => {
    const pattern = entry.match.split('*').map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${pattern.join('.*')}$`).test(model);
  });
}
