#!/usr/bin/env bash
# Measures the security rules on demos with incidents and look-alikes, without a running Delegraph, and then plays such a demo into an instance
# of its own: what it publishes must be the findings of the demo's truth. Usage: [SESSIONS=NUMBER] [SEED=NUMBER] .ci/checks/incidents.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
up_pid=
cleanup() {
  [ -z "$up_pid" ] || { kill -TERM "$up_pid" && wait "$up_pid"; } 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

./delegraph accuracy --seeds 0 --incidents "${SESSIONS:-2000}" --at-least 0.95 --wrong

seed=${SEED:-$RANDOM}
echo "a demo with incidents: seed $seed"
./delegraph up --demo --seed "$seed" --incidents 1 --rate 4 --speed 50 --for 40s --truth "$work/truth.jsonl" \
  --data "$work/data" --kafka-port 0 --http-port 0 >"$work/up.out" 2>"$work/up.err" &
up_pid=$!
for _ in $(seq 1500); do
  grep -q '^demo: over' "$work/up.err" && break
  kill -0 "$up_pid" 2>/dev/null || { cat "$work/up.err" >&2; exit 1; }
  sleep 0.2
done
read -r _ http _ <<<"$(grep '^ready: ' "$work/up.out")"
python3 .ci/security.py truth "$work/truth.jsonl" "$http"
