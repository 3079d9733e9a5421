#!/usr/bin/env bash
# A real Prometheus with deploy/prometheus scrapes a demo and, if HTTP is set, the instance with replayed recordings.
# Every expression of rules and dashboards must have a result, and no label may contain an id. Usage: [HTTP=URL] .ci/checks/prometheus.sh
set -u

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 1
work=$(mktemp -d) || exit 1
rules=$home/deploy/prometheus
up_pid='' prometheus_pid=''

say() { printf 'prometheus: %s\n' "$1" >&2; }
fail() { say "$1"; tail -n 5 "$work/up.err" "$work/prometheus.log" >&2 2>/dev/null; exit 1; }
stop() { [ -z "$1" ] || ! kill -0 "$1" 2>/dev/null || { kill -TERM "$1"; wait "$1"; } 2>/dev/null; }
cleanup() { stop "$prometheus_pid"; stop "$up_pid"; rm -rf "$work"; }
trap cleanup EXIT
trap 'exit 1' INT TERM

if ! command -v prometheus >/dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends prometheus; } >"$work/apt" 2>&1 ||
    { cat "$work/apt" >&2; fail "Debian's prometheus cannot be installed"; }
  service prometheus stop >/dev/null 2>&1
fi

cd "$rules" || exit 1
if command -v amtool >/dev/null; then
  amtool check-config alertmanager.yml >"$work/check" 2>&1 || { cat "$work/check" >&2; fail "the configuration of Alertmanager is wrong"; }
fi
promtool check config prometheus.yml >"$work/check" 2>&1 || { cat "$work/check" >&2; fail "the configuration is wrong"; }
promtool test rules tests/*.yml >"$work/check" 2>&1 || { cat "$work/check" >&2; fail "a rule does something else than its test says"; }

# Half an hour of history at its start: at this speed 100 minutes, so that the latest complete hour has some; the second demo's quarter of
# an hour fills the latest complete five minutes with workflows that are over. It costs more than this limit.
cd "$home" || exit 1
./delegraph up --demo --seed 1 --speed 0.3 --set alerts.cost-usd-per-hour=0.01 --data "$work/data" --kafka-port 0 --http-port 0 >"$work/up.out" 2>"$work/up.err" &
up_pid=$!
for _ in $(seq 600); do
  grep -q '^ready: ' "$work/up.out" && break
  kill -0 "$up_pid" 2>/dev/null || fail "up ended before it was ready"
  sleep 0.5
done
read -r _ demo _ kafka <"$work/up.out" || fail "up did not get ready"
./delegraph demo --seed 2 --speed 2 --rate 2 --for 5s --bootstrap-servers "$kafka" >"$work/demo.out" 2>&1 ||
  { cat "$work/demo.out" >&2; fail "the second demo did not play"; }

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
targets="\"${demo#http://}\""
[ -z "${HTTP:-}" ] || targets="$targets, \"${HTTP#http://}\""
cp "$rules"/*.yml "$work"
sed -i "s/_interval: 15s/_interval: 2s/; s/targets: \[\"127.0.0.1:8080\"\]/targets: [$targets]/" "$work/prometheus.yml"
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address="127.0.0.1:$port" \
  --log.level=warn >"$work/prometheus.log" 2>&1 &
prometheus_pid=$!

python3 .ci/prometheus.py "http://127.0.0.1:$port" "$home" || fail "see above"

# an error that it must detect
mkdir -p "$work/wrong/grafana/dashboards"
cp -r deploy "$work/wrong"
sed -i 's/^### DelegraphDown$/### Down/' "$work/wrong/deploy/README.md"
cat >"$work/wrong/grafana/dashboards/wrong.json" <<'END'
{"panels": [{"title": "a", "targets": [{"expr": "sum(delegraph_nothing{window=\"$window\"})"}, {"expr": "sum(delegraph_live_agents"}]},
  {"title": "b", "panels": [{"targets": [{"expr": "delegraph_live_agents or vector(0)"}]}]}]}
END
python3 .ci/prometheus.py "http://127.0.0.1:$port" "$work/wrong" 0 >"$work/found" && fail "mistakes are not noticed"
for mistake in 'no data: sum(delegraph_nothing{window="1h"})' 'unclosed left parenthesis' 'hides an absence' 'DelegraphDown has no section'; do
  grep -qF "$mistake" "$work/found" || { cat "$work/found" >&2; fail "not noticed: $mistake"; }
done

for url in "$demo" ${HTTP:-}; do
  curl -sf "$url/metrics" >"$work/metrics" || fail "$url/metrics does not answer"
  series=$(grep -vc '^#' "$work/metrics") bytes=$(wc -c <"$work/metrics")
  say "$url/metrics: $series series, $bytes bytes"
  { [ "$series" -lt 2000 ] && [ "$bytes" -lt 1000000 ]; } || fail "more than 2,000 series or 1 MB"
  promtool check metrics <"$work/metrics" >"$work/check" 2>&1 || { cat "$work/check" >&2; fail "a meter is not as it should be"; }
done
