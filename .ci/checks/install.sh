#!/usr/bin/env bash
# `hooks install` into an existing settings file, the real client with it if present, doctor, and `uninstall`, which must restore every
# byte. Usage: HTTP=URL KAFKA=HOST:PORT WORK=DIR [SHARED=DIR] .ci/checks/install.sh, with Delegraph running there.
# The functions are called by `check`.
# shellcheck disable=SC2317
set -euo pipefail
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d "${WORK:?}/install.XXXXXX")
settings=$work/settings.json
failed=0

ok() { printf 'ok: %s\n' "$1"; }
bad() { failed=1; printf 'NOT ok: %s\n' "$1"; }
check() { local name=$1; shift; if "$@"; then ok "$name"; else bad "$name"; fi; }
doctor() { "$home/delegraph" doctor --settings "$settings" --bootstrap-servers "$KAFKA" --url "$HTTP" --data "$work/data" >"$work/doctor"; }
sessions() { curl -s "$HTTP/api/v1/sessions?limit=1000" | jq '.items | length'; }

# tabs, CRLF, hooks of others on the same events, no newline at the end
printf '{\r\n\t"permissions": {"allow": ["Bash", "Read", "Agent", "Glob", "Grep", "Write", "Edit"]},\r\n\t"hooks": {\r\n\t\t"Stop": [{"hooks": [{"type":"command","command":"true"}]}],\r\n\t\t"PreToolUse":[]\r\n\t}\r\n}' >"$settings"
cp "$settings" "$work/before"

export DELEGRAPH_SPOOL=$work/spool DELEGRAPH_BOOTSTRAP=$KAFKA DELEGRAPH_HTTP=$HTTP DELEGRAPH_IDLE_SECONDS=5
if doctor; then bad "doctor without hooks has nothing to do"; else check "doctor names the command" grep -q '^todo  hooks .*hooks install$' "$work/doctor"; fi
for transport in kcat http script; do
  where=()
  [ $transport = kcat ] && where=(--bootstrap-servers "$KAFKA")
  [ $transport = http ] && where=(--url "$HTTP")
  "$home/delegraph" hooks install --settings "$settings" --transport $transport ${where[@]+"${where[@]}"}
  before=$(sessions)
  if doctor; then ok "doctor, $transport: $(grep '^ok    probe' "$work/doctor")"; else bad "doctor, $transport"; cat "$work/doctor"; fi
  check "the probe is no session" [ "$(sessions)" = "$before" ]
  cp "$settings" "$work/installed"
  "$home/delegraph" hooks install --settings "$settings" --transport $transport ${where[@]+"${where[@]}"} >/dev/null
  check "a second install changes nothing" cmp -s "$settings" "$work/installed"
done
if "$home/delegraph" hooks status --settings "$settings" >"$work/status"; then ok "status"; else bad "status"; cat "$work/status"; fi
if grep -qE "WorktreeCreate|MessageDisplay" "$settings"; then bad "registers what it must not"; else ok "not on WorktreeCreate or MessageDisplay"; fi

# Without --settings: the user's file in the home directory of the environment.
HOME=$work/elsewhere "$home/delegraph" hooks install >/dev/null
check "the user's settings are those of HOME" grep -q telemetry-hook.sh "$work/elsewhere/.claude/settings.json"

# Checks that Delegraph reports what the real client spawned; $1 runs the client.
same_as_client() {
  local session spawned reported=
  "$@" >"$work/client.json" || return 1
  session=$(jq -r .session_id "$work/client.json")
  spawned=$(jq .subagent_stats.completed "$work/client.json")
  for _ in $(seq 40); do
    reported=$(curl -s "$HTTP/api/v1/sessions/$session/hierarchy" |
      jq '[.agents[]? | select(.agent_id != "root" and .state == "COMPLETED" and .edge_evidence == "META")] | length')
    [ "$reported" = "$spawned" ] && [ "$spawned" -gt 0 ] && return 0
    sleep 0.5
  done
  echo "the client completed $spawned agents, $reported are reported"
  return 1
}

with_settings() { bash "$SHARED/real-client/run.sh" nested "$settings"; }

# The client in a project of its own with the plugin instead of hooks; run.sh requires settings, so they are a mere allow list.
with_plugin() {
  local client=${REAL_CLIENT_CACHE:-/tmp/real-client}/node_modules/@anthropic-ai/claude-code-linux-x64/claude port stub prompt status=0
  [ -x "$client" ] || return 1
  mkdir -p "$work/home" "$work/project"
  prompt=$(FILE="$(cd "$SHARED/real-client" && pwd)/scenarios.mjs" node --input-type=module -e '
    const m = await import(process.env.FILE); console.log("do it " + m.script(m.scenarios.nested.turns));')
  port=$((20000 + RANDOM % 20000))
  node "$SHARED/real-client/model-stub.mjs" "$port" &
  stub=$!
  sleep 0.5
  (cd "$work/project" && echo hello >a.txt && env -i PATH="$PATH" HOME="$work/home" TERM=xterm IS_SANDBOX=1 \
    DELEGRAPH_SPOOL="$DELEGRAPH_SPOOL" DELEGRAPH_BOOTSTRAP="$KAFKA" DELEGRAPH_HTTP="$HTTP" DELEGRAPH_IDLE_SECONDS=5 \
    ANTHROPIC_BASE_URL="http://127.0.0.1:$port" ANTHROPIC_API_KEY=offline-stub CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 \
    DISABLE_TELEMETRY=1 DISABLE_ERROR_REPORTING=1 DISABLE_AUTOUPDATER=1 \
    timeout 90 "$client" -p "$prompt" --plugin-dir "$home/deploy/hooks/plugin" --allowedTools Bash Read Agent Glob Grep \
    --model claude-sonnet-4-5 --output-format json </dev/null) || status=$?
  kill "$stub"
  return "$status"
}

if [ -x "$(command -v node)" ] && [ -r "${SHARED:-}/real-client/run.sh" ]; then
  export HOOK_ENV="DELEGRAPH_SPOOL=$DELEGRAPH_SPOOL DELEGRAPH_BOOTSTRAP=$KAFKA DELEGRAPH_HTTP=$HTTP DELEGRAPH_IDLE_SECONDS=5"
  check "the real client through the installed hooks" same_as_client with_settings
  check "the real client with the plugin" same_as_client with_plugin
else
  echo "skipped: no real client here"
fi

"$home/delegraph" hooks uninstall --settings "$settings"
check "uninstall restores every byte" cmp -s "$settings" "$work/before"
check "and leaves nothing beside it" [ ! -e "$settings.before-delegraph" ]
exit $failed
