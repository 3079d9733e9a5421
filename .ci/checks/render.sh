#!/usr/bin/env bash
# Draws every panel of the dashboards with Grafana's own packages in Chromium, from a real Prometheus that scrapes a demo: no panel may be
# empty or say an error. It leaves pictures in RENDERED (target/dashboards of this checkout by default). DELEGRAPH_RENDER keeps the packages
# between runs. Exit code 77: skipped, because npm cannot fetch the packages. Usage: [MINUTES=N] [RENDERED=DIR] .ci/checks/render.sh
#
# Of a demo of one minute each window is drawn as it is at the moment; with MINUTES=10 or more as Grafana draws it, settled.
set -u

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 1
work=$(mktemp -d) || exit 1
pictures=${RENDERED:-$home/target/dashboards}
packages=${DELEGRAPH_RENDER:-$work/render}
minutes=${MINUTES:-1}
up_pid='' prometheus_pid='' npm_pid=''

say() { printf 'render: %s\n' "$1" >&2; }
fail() { say "$1"; tail -n 5 "$work/up.err" "$work/prometheus.log" >&2 2>/dev/null; exit 1; }
stop() { [ -z "$1" ] || ! kill -0 "$1" 2>/dev/null || { kill -TERM "$1"; wait "$1"; } 2>/dev/null; }
cleanup() { stop "$npm_pid"; stop "$prometheus_pid"; stop "$up_pid"; rm -rf "$work"; }
trap cleanup EXIT
trap 'exit 1' INT TERM

missing=
command -v prometheus >/dev/null || missing="$missing prometheus"
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="$missing chromium"
command -v npm >/dev/null || missing="$missing npm"
# the letters of Grafana: what is cut off depends on them
fc-list 2>/dev/null | grep -q Inter || missing="$missing fontconfig fonts-inter"
if [ -n "$missing" ]; then
  # shellcheck disable=SC2086
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >"$work/apt" 2>&1 ||
    { cat "$work/apt" >&2; fail "cannot be installed:$missing"; }
  service prometheus stop >/dev/null 2>&1
fi

# beside the start of the demo
mkdir -p "$packages"
cp "$home"/.ci/render/* "$packages"
if [ ! -d "$packages/node_modules/@grafana/ui" ]; then
  (cd "$packages" && exec npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --fetch-retries=1) >"$work/npm" 2>&1 &
  npm_pid=$!
fi

cd "$home" || exit 1
./delegraph --version >"$work/up.err" 2>&1 || fail "it cannot be built"
# half an hour of history, and more than one session at work at any time
./delegraph up --demo --seed 5 --rate 2 --speed 2 --set alerts.cost-usd-per-hour=0.01 --data "$work/data" --kafka-port 0 --http-port 0 \
  >"$work/up.out" 2>"$work/up.err" &
up_pid=$!
for _ in $(seq 600); do
  grep -q '^ready: ' "$work/up.out" && break
  kill -0 "$up_pid" 2>/dev/null || fail "up ended before it was ready"
  sleep 0.5
done
read -r _ demo _ kafka <"$work/up.out" || fail "up did not get ready"
# a hundred minutes: the latest full hour has workflows, and so a cost
./delegraph demo --seed 2 --speed 0.3 --for 1s --bootstrap-servers "$kafka" >"$work/demo.out" 2>&1 ||
  { cat "$work/demo.out" >&2; fail "the second demo did not play"; }

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
prometheus=http://127.0.0.1:$port
cp deploy/prometheus/*.yml "$work"
sed -i "s/_interval: 15s/_interval: 2s/; s/targets: \[\"127.0.0.1:8080\"\]/targets: [\"${demo#http://}\"]/" "$work/prometheus.yml"
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address="127.0.0.1:$port" \
  --log.level=error >"$work/prometheus.log" 2>&1 &
prometheus_pid=$!

if [ -n "$npm_pid" ]; then
  wait "$npm_pid"
  fetched=$?
  npm_pid=
  if [ "$fetched" -ne 0 ]; then
    tail -n 8 "$work/npm" >&2
    grep -qE 'ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|\bE(40[134]|5[0-9][0-9])\b' "$work/npm" || fail "npm ci failed"
    say "skipped: npm cannot fetch Grafana's packages here, so no panel was drawn"
    exit 77
  fi
fi

if [ "$minutes" -ge 10 ]; then
  # a window is shown as it was known when the next one had ended
  settled='count(last_over_time(delegraph_window_workflows{window="5m",source="demo"}[5m:5m]))'
  until curl -sf "$prometheus/api/v1/query" --data-urlencode "query=$settled" | grep -q '"value"'; do
    [ "$SECONDS" -lt $((minutes * 60 + 600)) ] || fail "no window has settled"
    kill -0 "$up_pid" 2>/dev/null || fail "up ended"
    sleep 1
  done
  remaining=$((minutes * 60 - SECONDS))
  [ "$remaining" -le 0 ] || sleep "$remaining"
fi

draw() { (cd "$packages" && node render.mjs "$prometheus" "$demo" "$1" "$2" "$minutes"); }
draw "$home/grafana/dashboards" "$pictures" || { say "see above; pictures in $pictures"; exit 1; }

# what it must detect: an expression that is none, a panel without data, a title that is cut off
mkdir "$work/wrong"
sed 's/sum (delegraph_live_sessions/sum ((delegraph_live_sessions/; s/delegraph_window_workflow_tokens{/delegraph_nothing{/
  s/"Longest wait by kind"/"Longest wait by kind, which is a title that no panel of this width has any room for"/' \
  "$home/grafana/dashboards/overview.json" >"$work/wrong/wrong.json"
draw "$work/wrong" "$work/wrong" >"$work/found" && fail "mistakes are not noticed"
for mistake in 'parse error' 'Tokens of workflows, $window windows: no data' 'has any room for” is cut off'; do
  grep -qF "$mistake" "$work/found" || { cat "$work/found" >&2; fail "not noticed: $mistake"; }
done
say "pictures in $pictures, after $SECONDS s"
