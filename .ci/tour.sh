#!/usr/bin/env bash
# Takes pictures of every view at three widths in both themes, to be looked at: of a demo, of imported transcripts, of sessions with 80 and
# with 300 agents. Usage: .ci/tour.sh FOLDER [TRANSCRIPTS]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:?the folder for the pictures}
transcripts=${2:-}
work=$(mktemp -d)
app=
finish() {
  stop
  forget_browser
  rm -rf "$work"
}
stop() {
  [ -z "$app" ] || { kill -TERM "$app"; wait "$app"; } 2>/dev/null || true
  app=
}
trap finish EXIT
. .ci/browser.sh

# NAME OPTION...: starts a Delegraph on a directory of its own and sets $url
start() {
  ./delegraph up --data "$work/$1" --kafka-port 0 --http-port 0 "${@:2}" >"$work/$1.out" 2>"$work/$1.err" &
  app=$!
  until grep -q '^ready: ' "$work/$1.out"; do
    kill -0 "$app" 2>/dev/null || { cat "$work/$1.err" >&2; exit 1; }
    sleep 0.2
  done
  url=$(sed -n 's/^ready: \([^ ]*\) .*/\1/p' "$work/$1.out")
}

start demo --demo --seed 3 --rate 2
sleep 20
node .ci/tour.mjs "$driver" "$url" "$folder" demo
stop
if [ -n "$transcripts" ]; then
  start imported
  ./delegraph import --data "$work/imported" "$transcripts"
  sleep 5
  node .ci/tour.mjs "$driver" "$url" "$folder" imported
  stop
fi
for agents in 80 300; do
  start "agents$agents"
  node .ci/tour.mjs "$driver" "$url" "$folder" "agents$agents" "$agents"
  stop
done
