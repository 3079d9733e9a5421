// The exception of the security policy that covers one finding, as text for its file.

const DAYS = 30;
const DAY_MS = 86_400_000;

/** In YAML; without a reason, which whoever accepts the finding has to write. `now` epoch ms. */
export function exceptionFor(finding, now) {
  const until = new Date(now + DAYS * DAY_MS).toISOString().slice(0, 10);
  // a text of JSON is one of YAML, whatever is in it
  return [
    `  - id: ${JSON.stringify(finding.id)}`,
    `    rule: ${finding.rule}`,
    '    when:',
    `      session: ${JSON.stringify(finding.session_id)}`,
    `      agent: ${JSON.stringify(finding.agent_id)}`,
    `    until: ${until}`,
    '    why: ""  # write your reason',
  ].join('\n');
}
