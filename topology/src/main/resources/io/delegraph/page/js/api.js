// What is asked of the server. Times are epoch milliseconds everywhere.

/** An answer that was not 2xx, with the server's own words. `status` 0: nobody answered. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, value);
  }
  const suffix = query.size ? `?${query}` : '';
  let response;
  try {
    response = await fetch(`/api/v1${path}${suffix}`, { signal, headers: { Accept: 'application/json' } });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Refused(0, 'Delegraph does not answer');
  }
  if (response.ok) return response.json();
  // the cookie is gone: the front page then is the form
  if (response.status === 401) location.reload();
  const problem = await response.json().catch(() => ({}));
  throw new Refused(response.status, problem.detail ?? problem.title ?? `status ${response.status}`);
}

const part = encodeURIComponent;

export const api = {
  sessions: (parameters, signal) => ask('/sessions', parameters, signal),
  hierarchy: (session, at, signal) => ask(`/sessions/${part(session)}/hierarchy`, { at }, signal),
  workflows: (session, signal) => ask(`/sessions/${part(session)}/workflows`, {}, signal),
  /** All of them, page by page, up to `most`; `left` says that there are more. */
  async events(session, from, most, signal) {
    const items = [];
    let next = null;
    do {
      const page = await ask(`/sessions/${part(session)}/events`, { from, cursor: next }, signal);
      items.push(...page.items);
      next = page.next;
    } while (next && items.length < most);
    return { items, left: Boolean(next) };
  },
  risk: (session, signal) => ask(`/sessions/${part(session)}/risk`, {}, signal),
  orphans: (session, signal) => ask(`/sessions/${part(session)}/orphaned-resources`, {}, signal),
  agents: (parameters, signal) => ask('/agents', parameters, signal),
  agent: (session, agent, signal) => ask(`/agents/${part(session)}/${part(agent)}`, {}, signal),
  search: (q, cursor, signal) => ask('/search', { q, cursor, limit: 30 }, signal),
  findings: (parameters, signal) => ask('/findings', parameters, signal),
  /** Its id has both parts of its address. */
  finding: (id, signal) => ask(`/findings/${id}`, {}, signal),
  policy: (signal) => ask('/security/policy', {}, signal),
  attention: (signal) => ask('/attention', {}, signal),
  delegations: (parameters, signal) => ask('/metrics/delegation', parameters, signal),
  transcript: (session, agent, cursor, signal) => ask(`/sessions/${part(session)}/transcript`, { agent, cursor, limit: 100 }, signal),
  setup: (signal) => ask('/setup', {}, signal),
  status: (signal) => ask('/status', {}, signal),
  models: (signal) => ask('/models', {}, signal),
  metrics: (report, parameters, signal) => ask(`/metrics/${report}`, parameters, signal),
};
