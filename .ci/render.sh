#!/usr/bin/env bash
# Draws every panel of the dashboards with Grafana's own packages in Chromium, from a real Prometheus that scrapes a demo: no panel may be
# empty or say an error. The pictures are left in RENDERED (target/dashboards of this checkout by default). It takes until the end of a window
# of five minutes. DELEGRAPH_RENDER keeps the packages between runs. Usage: [RENDERED=DIR] .ci/render.sh
set -u

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
work=$(mktemp -d) || exit 1
pictures=${RENDERED:-$home/target/dashboards}
packages=${DELEGRAPH_RENDER:-$work/render}
up_pid='' prometheus_pid=''

say() { printf 'render: %s\n' "$1" >&2; }
fail() { say "$1"; tail -n 5 "$work/up.err" "$work/prometheus.log" >&2 2>/dev/null; exit 1; }
stop() { [ -z "$1" ] || ! kill -0 "$1" 2>/dev/null || { kill -TERM "$1"; wait "$1"; } 2>/dev/null; }
cleanup() { stop "$prometheus_pid"; stop "$up_pid"; rm -rf "$work"; }
trap cleanup EXIT
trap 'exit 1' INT TERM

missing=
command -v prometheus >/dev/null || missing="$missing prometheus"
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="$missing chromium"
command -v npm >/dev/null || missing="$missing npm"
if [ -n "$missing" ]; then
  # shellcheck disable=SC2086
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >"$work/apt" 2>&1 ||
    { cat "$work/apt" >&2; fail "cannot be installed:$missing"; }
  service prometheus stop >/dev/null 2>&1
fi
mkdir -p "$packages"
cp "$home"/.ci/render/* "$packages"
[ -d "$packages/node_modules/@grafana/ui" ] ||
  (cd "$packages" && npm ci --ignore-scripts --no-audit --no-fund) >"$work/npm" 2>&1 || { tail -n 20 "$work/npm" >&2; fail "npm ci failed"; }

cd "$home" || exit 1
./delegraph --version >"$work/up.err" 2>&1 || fail "it cannot be built"
# half an hour of history, and more than one session at work at any time
./delegraph up --demo --seed 5 --rate 2 --speed 2 --data "$work/data" --kafka-port 0 --http-port 0 >"$work/up.out" 2>"$work/up.err" &
up_pid=$!
for _ in $(seq 600); do
  grep -q '^ready: ' "$work/up.out" && break
  kill -0 "$up_pid" 2>/dev/null || fail "up ended before it was ready"
  sleep 0.5
done
read -r _ demo _ <"$work/up.out" || fail "up did not get ready"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
prometheus=http://127.0.0.1:$port
cp deploy/prometheus/*.yml "$work"
sed -i "s/_interval: 15s/_interval: 5s/; s/targets: \[\"127.0.0.1:8080\"\]/targets: [\"${demo#http://}\"]/" "$work/prometheus.yml"
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address="127.0.0.1:$port" \
  --log.level=error >"$work/prometheus.log" 2>&1 &
prometheus_pid=$!

# a window is shown as it was known when the next one had ended
settled='count(last_over_time(delegraph_window_workflows{window="5m",source="demo"}[5m:5m]))'
for _ in $(seq 400); do
  curl -sf "$prometheus/api/v1/query" --data-urlencode "query=$settled" | grep -q '"value"' && break
  kill -0 "$up_pid" 2>/dev/null || fail "up ended"
  sleep 1
done
sleep "${SETTLE:-20}"

(cd "$packages" && node render.mjs "$prometheus" "$demo" "$home/grafana/dashboards" "$pictures" "${MINUTES:-10}") || fail "see above; pictures in $pictures"
say "pictures in $pictures"
