// What to paste so that events come: settings of the client for hooks over HTTP.

const EVENTS = ['SessionEnd', 'UserPromptSubmit', 'UserPromptExpansion', 'PreToolUse', 'PostToolUse', 'PostToolUseFailure', 'PostToolBatch',
  'PermissionRequest', 'PermissionDenied', 'SubagentStart', 'SubagentStop', 'Stop', 'StopFailure', 'Notification', 'TeammateIdle'];

/** For the client's settings.json, one line. */
export function hookSettings(url) {
  const hook = {
    type: 'http',
    url,
    timeout: 2,
    headers: { Authorization: 'Bearer $DELEGRAPH_TOKEN' },
    allowedEnvVars: ['DELEGRAPH_TOKEN'],
  };
  return JSON.stringify({ hooks: Object.fromEntries(EVENTS.map((event) => [event, [{ hooks: [hook] }]])) });
}

/** One event by hand, to see that it arrives. */
export function tryLine(url) {
  const hook = { session_id: 'try-it', hook_event_name: 'UserPromptSubmit', prompt_id: 'p1', prompt: 'hello', cwd: '/tmp/try-it' };
  return `curl -s ${url} -H 'Content-Type: application/json' -d '${JSON.stringify(hook)}'`;
}
