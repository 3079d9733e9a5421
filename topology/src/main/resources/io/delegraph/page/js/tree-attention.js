// Who needs a person, and who came to a bad end: what a view of many agents must not hide.

/** A permission, a question, a plan or an elicitation: an idle prompt holds nothing up. */
export const needsAnswer = (agent) => agent.state === 'WAITING' && agent.waiting_kind !== 'PROMPT';

/** Stopped by a person is no failure. */
export const wentWrong = (agent) => agent.state === 'FAILED' || agent.state === 'REFUSED' || agent.state === 'LOST';

/** `{waiting, failed}`: agents, those first that have waited longest, and that failed last. The root's own end is the session's. */
export function attention(agents) {
  const waiting = [];
  const failed = [];
  for (const agent of agents.values()) {
    if (needsAnswer(agent)) waiting.push(agent);
    else if (wentWrong(agent) && agent.agent_id !== 'root') failed.push(agent);
  }
  waiting.sort((a, b) => a.last_seen_at - b.last_seen_at);
  failed.sort((a, b) => (b.ended_at ?? b.last_seen_at) - (a.ended_at ?? a.last_seen_at));
  return { waiting, failed };
}
