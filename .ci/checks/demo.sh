#!/usr/bin/env bash
# Plays the demo at ten times its speed into an instance of its own, cuts it off in the middle, and compares what is then said over HTTP
# with its truth; the comparison and the end find the instance by its data directory. Also with real speed: DEMO_SPEED=1. Usage: .ci/checks/demo.sh
set -u

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 1
work=$(mktemp -d) || exit 1
up_pid=

say() { printf 'demo: %s\n' "$1" >&2; }
fail() { say "$1"; cat "$work/up.err" >&2; exit 1; }
cleanup() {
  [ -z "$up_pid" ] || ! kill -0 "$up_pid" 2>/dev/null || { kill -TERM "$up_pid"; wait "$up_pid"; } 2>/dev/null
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

# Waits for a line that begins with $1 in the file $2.
await() {
  local waited=0
  until grep -q "^$1" "$2"; do
    kill -0 "$up_pid" 2>/dev/null || fail "up ended before it said '$1'"
    [ $((waited += 1)) -lt 1500 ] || fail "no '$1' within five minutes"
    sleep 0.2
  done
}

: >"$work/up.out"
"$home/delegraph" up --demo --seed "${DEMO_SEED:-1}" --speed "${DEMO_SPEED:-10}" --for 45s --truth "$work/truth.jsonl" \
  --data "$work/data" --kafka-port 0 --http-port 0 >"$work/up.out" 2>"$work/up.err" &
up_pid=$!
await 'ready: ' "$work/up.out"
await 'demo: over' "$work/up.err"
say "$(tail -n 1 "$work/up.err"), $(wc -l <"$work/truth.jsonl") labels"
"$home/delegraph" demo --check "$work/truth.jsonl" --data "$work/data" || fail "it says something else than the truth"

# a truth with a wrong parent must be detected
sed '0,/"fact":"parent","value":"root"/s//"fact":"parent","value":"nobody"/' "$work/truth.jsonl" >"$work/lie.jsonl"
cmp -s "$work/truth.jsonl" "$work/lie.jsonl" && fail "the truth has no child of a root"
"$home/delegraph" demo --check "$work/lie.jsonl" --data "$work/data" >"$work/lie" && fail "a lie was not found out"
grep -q 'true is nobody' "$work/lie" || fail "the lie is not named"

"$home/delegraph" status --data "$work/data" >"$work/status" || fail "status does not say that it is ready"
grep -q 'plays a demo' "$work/status" || { cat "$work/status" >&2; fail "status does not say that it is a demo"; }
"$home/delegraph" stop --data "$work/data" || fail "stop did not end it"
wait "$up_pid" || fail "up did not end cleanly"
up_pid=
say "agrees, finds out a lie, and ends cleanly"
