#!/usr/bin/env bash
# The real client with the script's hooks: its live tree over HTTP while it runs, exact from the start, and after it.
set -euo pipefail
[ -x "$(command -v node)" ] && [ -r "$SHARED/real-client/run.sh" ] || { echo "skipped: no real client here"; exit 0; }
hook=$PWD/deploy/hooks/telemetry-hook.sh
jq --arg hook "$hook" '(.. | strings | select(contains("telemetry-hook.sh"))) |= "exec \"" + $hook + "\""
  | . + {permissions: {allow: ["Bash", "Read", "Agent", "Glob", "Grep", "Write", "Edit"]}}' \
  deploy/hooks/settings.script.json >"$WORK/settings.json"
export HOOK_ENV="DELEGRAPH_SPOOL=$WORK/spool DELEGRAPH_BOOTSTRAP=$KAFKA DELEGRAPH_HTTP=$HTTP"
: >"$WORK/live"
bash "$SHARED/real-client/run.sh" wave "$WORK/settings.json" >"$WORK/client.json" &
client=$!
while kill -0 "$client" 2>/dev/null; do
  curl -s "$HTTP/api/v1/agents" | jq -c '.items[] | select(.agent_id != "root") | [.agent_id, .state, .edge_evidence]' >>"$WORK/live" || true
  sleep 0.2
done
wait "$client"
seen=$(sort -u "$WORK/live" | grep -c '"ACTIVE","META"' || true)
session=$(jq -r .session_id "$WORK/client.json")
spawned=$(jq .subagent_stats.completed "$WORK/client.json")
for _ in $(seq 40); do
  completed=$(curl -s "$HTTP/api/v1/sessions/$session/hierarchy" |
    jq '[.agents[]? | select(.agent_id != "root" and .state == "COMPLETED" and .edge_evidence == "META" and .tokens_source == "TRANSCRIPT")] | length')
  [ "$completed" = "$spawned" ] && break
  sleep 0.5
done
echo "the client completed $spawned agents; $seen were seen live with their exact parent, $completed are reported as completed"
[ "$completed" = "$spawned" ] && [ "$seen" -ge 4 ]
