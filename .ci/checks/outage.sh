#!/usr/bin/env bash
# A client's settings change, then Delegraph with its broker is killed for longer than the silence after which a session counts as working
# without being seen (T2), while the client goes on and its hooks are kept in the spool. When Delegraph is back, it must not have found
# anything at any time, and must have every hook. A session that really stays silent is found, so that the check could fail.
# Usage: .ci/checks/outage.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
up_pid=
silence=10

say() { printf 'outage: %s\n' "$1" >&2; }
fail() { say "$1"; tail -n 20 "$work/up.log" >&2; exit 1; }
cleanup() {
  if [ -n "$up_pid" ]; then kill -KILL "$up_pid" 2>/dev/null || true; fi
  if [ -s "$work/spool/pid" ]; then kill "$(cat "$work/spool/pid")" 2>/dev/null || true; fi
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM
for tool in python3 curl jq; do command -v "$tool" >/dev/null || { say "needs $tool"; exit 77; }; done

mkdir "$work/config"
printf 'topics: {partitions: 2}\n' >"$work/config/delegraph.yaml"
sed "s/^  silence: .*/  silence: ${silence}s/" config/security-policies.yaml >"$work/config/security-policies.yaml"
# the hook script must find it again after the outage
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
http=http://127.0.0.1:$port
export DELEGRAPH_SPOOL=$work/spool DELEGRAPH_VIA=curl DELEGRAPH_HTTP=$http DELEGRAPH_CONFIG=$work/none

start() {
  : >"$work/ready"
  ./delegraph up --config "$work/config" --data "$work/data" --kafka-port 0 --http-port "$port" --set ingest.watermark-interval=500ms \
    >"$work/ready" 2>>"$work/up.log" &
  up_pid=$!
  for _ in $(seq 300); do
    ! grep -q '^ready: ' "$work/ready" || return 0
    kill -0 "$up_pid" 2>/dev/null || fail "up ended before it was ready"
    sleep 0.2
  done
  fail "up was not ready within a minute"
}

# One event of a session, as the client hands it to the hook script.
hook() {
  jq -nc --arg session "$1" --arg event "$2" --arg id "${3:-}" '{
    session_id: $session, hook_event_name: $event, cwd: "/home/dev/project", permission_mode: "default",
    transcript_path: ("/home/dev/.claude/projects/-home-dev-project/" + $session + ".jsonl")}
    + if $event == "UserPromptSubmit" then {prompt: "go"} else {} end
    + if $event == "ConfigChange" then {source: "project_settings"} else {} end
    + if $id == "" then {} else {tool_name: "Bash", tool_use_id: $id, tool_input: {command: "ls"}} end' |
    deploy/hooks/telemetry-hook.sh
}
call() {
  hook "$1" PreToolUse "$2"
  hook "$1" PostToolUse "$2"
}
calls() { curl -sf "$http/api/v1/sessions/$1/hierarchy" | jq '[.agents[].tool_calls] | add // 0' 2>/dev/null || echo 0; }
await_calls() {
  for _ in $(seq 60); do
    [ "$(calls "$1")" != "$2" ] || return 0
    sleep 0.5
  done
  fail "session $1 has $(calls "$1") calls, not $2"
}
findings() { curl -sf "$http/api/v1/findings?state=ANY" | jq -c "[.items[] | select(.session_id == \"$1\") | .rule]"; }

start
for event in SessionStart UserPromptSubmit; do hook working "$event"; done
call working toolu_0
hook working ConfigChange
await_calls working 1
for _ in $(seq 50); do
  ! compgen -G "$work/spool/*.hook" >/dev/null || sleep 0.2
done
kill -KILL "$up_pid"
wait "$up_pid" 2>/dev/null || true
up_pid=
for i in $(seq $((silence + 4))); do
  call working "toolu_$i"
  sleep 1
done
start
# the hook script looks every ten seconds whether Delegraph is back
await_calls working $((silence + 5))
for event in SessionStart ConfigChange; do hook silent "$event"; done
for _ in $(seq 60); do
  [ "$(findings silent)" = '[]' ] || break
  sleep 1
done
[ "$(findings silent)" = '["T2"]' ] || fail "the session that stays silent is not found: $(findings silent)"
[ "$(findings working)" = '[]' ] || fail "the outage was taken for something: $(findings working)"
say "nothing is found of a session that went on while Delegraph and its broker were away"
