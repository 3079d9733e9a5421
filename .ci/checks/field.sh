#!/usr/bin/env bash
# Behaviour of the real client beyond the scripted scenarios, through a real broker: checks the result of each example.
# `../shared/field`, when present, has the examples; the project's own have tests of their own.
set -euo pipefail
field=${SHARED:-../shared}/field
[ -d "$field" ] || { echo "no $field: the project's own examples are in the tests"; exit 0; }
: "${HTTP:?the address of a running Delegraph}" "${KAFKA:?its broker}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Lines of recordings as envelopes with stable ids, and the client's notes; envelopes as they are.
play() {
  local name=$1
  jq -c --arg n "$name" 'if has("hook") then . else {id: ($n + "-" + (input_line_number | tostring)), at: .t, hook: .p} + (if .m then {agent_meta: .m} else {} end) end' \
    "$field/$name.jsonl" | kcat -P -b "$KAFKA" -t agent.hooks
}

# Waits until a jq condition on a session's hierarchy is true, and checks that it stays true.
holds() {
  local name=$1 session=$2 condition=$3 hierarchy=
  for _ in $(seq 60); do
    hierarchy=$(curl -s "$HTTP/api/v1/sessions/$session/hierarchy") || hierarchy=
    if jq -e "$condition" <<<"$hierarchy" >/dev/null 2>&1; then
      printf 'ok: %s\n' "$name"
      return
    fi
    sleep 0.5
  done
  printf 'NOT ok: %s: %s\n' "$name" "$condition"
  jq -c '[.session.state, .session.state_reason, .session.next_session_id, .session.previous_session_id, (.agents[] | [.agent_id, .parent_agent_id, .agent_type, .state, .state_reason, .runs, .duration_ms])]' <<<"$hierarchy" || true
  failed=1
}

session() { jq -r '(.p // .hook).session_id' "$field/$1.jsonl" | sed -n "${2:-1}p"; }
last() { jq -r '(.p // .hook).session_id' "$field/$1.jsonl" | tail -n 1; }

for name in R-clear R-team R-workflow R-interim-compact F05-early-answer F06-stop-blocked F08-login-expired F11-lead F11-mate F14b-night F20-fresh-idle; do
  play "$name"
done

one='[.agents[] | select(.agent_id != "root")]'
holds "R-clear: one agent of the first session" "$(session R-clear)" \
  "$one | length == 1 and .[0].state == \"COMPLETED\" and .[0].parent_agent_id == \"root\" and .[0].runs == 1 and .[0].tool_calls == 2"
holds "R-clear: nothing counted twice, sessions linked" "$(last R-clear)" \
  "($one | length == 0) and .session.previous_session_id == \"$(session R-clear)\""
holds "R-team: types, names and runs of teammates" "$(session R-team)" \
  "$one | sort_by(.name) | map([.name, .agent_type, .runs, .state, .parent_agent_id]) == [[\"rev\", \"general-purpose\", 3, \"COMPLETED\", \"root\"], [\"tester\", \"Explore\", 1, \"COMPLETED\", \"root\"]]"
holds "R-workflow: its agents are the root's and finished" "$(session R-workflow)" \
  "$one | length == 4 and all(.state == \"COMPLETED\" and .parent_agent_id == \"root\" and .kind == \"WORKFLOW_AGENT\" and .workflow_id != null)"
holds "R-interim-compact: finished at the last word, the root waits" "$(session R-interim-compact)" \
  "($one | length == 1 and .[0].state == \"COMPLETED\" and .[0].runs == 2) and .session.state == \"WAITING\""
holds "F05: at work after an early answer" "$(session F05-early-answer)" "$one | length == 1 and .[0].state == \"ACTIVE\""
holds "F06: ended at the last stop" "$(session F06-stop-blocked)" "$one | .[0].state == \"COMPLETED\" and .[0].duration_ms > 240000"
holds "F08: the turn failed, and why" "$(session F08-login-expired)" \
  '.session.state == "WAITING" and (.session.state_reason | test("authentication_failed"))'
holds "F11: the teammate in a pane is the session that the request became" "$(session F11-lead)" \
  ".session.children == [.session.children[] | select(.session_id == \"$(session F11-mate)\" and .agent_id == \"toolu_F11-lead_2\")] and (.session.children | length == 1) and ($one | length == 1 and .[0].kind == \"REMOTE_TEAMMATE\" and .[0].name == \"implementer\" and .[0].state == \"ACTIVE\")"
holds "F11: and knows its lead" "$(session F11-mate)" ".session.parent_session_id == \"$(session F11-lead)\""
holds "F14b: the time of the runs" "$(session F14b-night)" "$one | .[0].state == \"COMPLETED\" and .[0].duration_ms < 3000 and .[0].runs == 2"
holds "F20: waits for the prompt" "$(session F20-fresh-idle)" '.session.state == "WAITING" and (.session.state_reason | test("prompt"))'
workflow=$(curl -s "$HTTP/api/v1/sessions/$(session R-workflow)/workflows" | jq -c '[.items // .workflows // . | .[] | [(.agents.COMPLETED // 0), (.graph.stages | length)]]' 2>/dev/null || true)
printf 'R-workflow, agents and stages of each prompt: %s\n' "$workflow"
[ "$failed" -eq 0 ]
