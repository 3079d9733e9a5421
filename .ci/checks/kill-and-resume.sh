#!/usr/bin/env bash
# Kills Delegraph with SIGKILL in the middle of a replay, starts it again on the same data, replays everything once more, and compares its
# answers over HTTP with those of an undisturbed run. Usage: .ci/checks/kill-and-resume.sh [FOLDER of recordings]
set -u

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 1
recordings=${1:-$home/topology/src/test/resources/recordings}
work=$(mktemp -d) || exit 1
up_pid= replay_pid=

say() { printf 'kill-and-resume: %s\n' "$1" >&2; }
fail() { say "$1"; exit 1; }

# Ends only the processes that this script has started.
end() {
  [ -z "$2" ] || ! kill -0 "$2" 2>/dev/null || { kill "-$1" "$2"; wait "$2"; } 2>/dev/null
}
cleanup() {
  end KILL "$replay_pid"
  end TERM "$up_pid"
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

# Starts on the data directory $1; returns when it is ready.
up() {
  : >"$work/ready"
  # Agents are lost after two seconds of inactivity, so that a recording that ends in the middle causes no long wait.
  "$home/delegraph" up --data "$1" --kafka-port 0 --http-port 0 --set lifecycle.lost-after=2s --set lifecycle.lost-cap=2s \
    --set lifecycle.absent-grace=2s --set ingest.watermark-interval=500ms >"$work/ready" 2>"$work/up.log" &
  up_pid=$!
  local waited=0
  until grep -q '^ready: ' "$work/ready"; do
    kill -0 "$up_pid" 2>/dev/null || { cat "$work/up.log" >&2; fail "up ended before it was ready"; }
    [ $((waited += 1)) -lt 600 ] || fail "up was not ready within two minutes"
    sleep 0.2
  done
  http=$(sed -n 's/^ready: \([^ ]*\) .*/\1/p' "$work/ready")
}

replay() { "$home/delegraph" replay "${files[@]}" "$@" >"$work/replay.log" 2>&1; }

# A session's agents, without what depends on the time of the query.
tree() {
  curl -sf "$http/api/v1/sessions/$1/hierarchy" -o "$work/tree" || { echo '"state": "ACTIVE" (not there yet)'; return; }
  python3 -c '
import json, sys
kept = ("agent_id parent_agent_id agent_type agent_hierarchy_level state edge_evidence description background runs tool_calls "
        "tool_failures tokens total_tokens requested_at started_at ended_at duration_ms permission_requests messages_sent").split()
agents = json.load(sys.stdin)["agents"]
for agent in sorted(agents, key=lambda agent: agent["agent_id"]):
    print(json.dumps({field: agent.get(field) for field in kept}))' <"$work/tree"
}

# Writes every session's tree to the file $1, once they no longer change.
trees() {
  local before=- i=0 session
  while [ $((i += 1)) -lt 60 ]; do
    for session in "${sessions[@]}"; do
      printf '%s\n' "$session"
      tree "$session"
    done >"$1"
    [ "$(cksum <"$1")" = "$before" ] && ! grep -qE '"state": "(ACTIVE|REQUESTED)"' "$1" && return
    before=$(cksum <"$1")
    sleep 2
  done
  fail "the trees still change after two minutes"
}

command -v curl >/dev/null || fail "needs curl"
command -v python3 >/dev/null || fail "needs python3"
files=("$recordings"/*.jsonl)
[ -e "${files[0]}" ] || fail "no recordings in $recordings"
sessions=()
while IFS= read -r session; do sessions+=("$session"); done \
  < <(cat "${files[@]}" | grep -o '"session_id":"[^"]*"' | sort -u | cut -d'"' -f4)

up "$work/calm"
replay --data "$work/calm" || { cat "$work/replay.log" >&2; fail "the replay failed"; }
trees "$work/expected"
end TERM "$up_pid"

up "$work/killed"
replay --data "$work/killed" --speed 4 &
replay_pid=$!
sleep 6
kill -0 "$replay_pid" 2>/dev/null || fail "the replay was over before the kill"
kill -KILL "$up_pid"
wait "$up_pid" 2>/dev/null
end KILL "$replay_pid"
say "killed $(basename "$recordings") in the middle, starting again"
up "$work/killed"
replay --data "$work/killed" || { cat "$work/replay.log" >&2; fail "the second replay failed"; }
trees "$work/found"

if ! diff "$work/expected" "$work/found" >&2; then
  fail "after a kill -9 in the middle it says something else ('<' without the kill, '>' with it)"
fi
agents=$(grep -c '"agent_id"' "$work/expected")
say "${#sessions[@]} sessions with $agents agents: the same after a kill -9 in the middle as without"
