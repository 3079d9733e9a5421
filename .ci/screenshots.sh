#!/usr/bin/env bash
# Takes the documents' screenshots of the page again, from a demo on a directory of its own. Usage: .ci/screenshots.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-.github/images}
most=200000
work=$(mktemp -d)
app=
finish() {
  [ -z "$app" ] || { kill -TERM "$app"; wait "$app"; } 2>/dev/null || true
  forget_browser
  rm -rf "$work"
}
trap finish EXIT
. .ci/browser.sh
command -v pngquant >/dev/null || { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq pngquant >/dev/null; }

./delegraph up --demo --seed 3 --rate 2 --data "$work/data" --kafka-port 0 --http-port 0 >"$work/up.out" 2>"$work/up.err" &
app=$!
until grep -q '^ready: ' "$work/up.out"; do
  kill -0 "$app" 2>/dev/null || { cat "$work/up.err" >&2; exit 1; }
  sleep 0.2
done
mkdir -p "$folder"
node .ci/screenshots.mjs "$driver" "$(sed -n 's/^ready: \([^ ]*\) .*/\1/p' "$work/up.out")" "$folder"

# the page has few colours: 256 of them give a third of the size without a visible difference
pngquant --force --skip-if-larger --quality 80-98 --ext .png "$folder"/*.png
for picture in "$folder"/*.png; do
  bytes=$(wc -c <"$picture")
  printf '%s %d kB\n' "$picture" $((bytes / 1000))
  [ "$bytes" -le "$most" ] || { echo "screenshots: $picture has more than $most bytes" >&2; exit 1; }
done
