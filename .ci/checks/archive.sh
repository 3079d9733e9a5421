#!/usr/bin/env bash
# Builds the self-contained archive and runs it without Java from a read-only directory: up, replay, tree.
# Usage: .ci/checks/archive.sh [ARCHIVE.tar.gz]; without one it is built. Where namespaces are allowed every Java is hidden,
# elsewhere it is only not on the PATH.
set -euo pipefail
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
limit_mb=200
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { printf 'archive: %s\n' "$1" >&2; exit 1; }

archive=${1:-}
if [ -z "$archive" ]; then
  mvn -q -B -f "$home/pom.xml" -Parchive -DskipTests package >"$work/build" 2>&1 || { cat "$work/build"; fail "the build failed"; }
  grep '^archive:' "$work/build"
  archive=$(echo "$home"/topology/target/delegraph-*.tar.gz)
fi
[ -f "$archive" ] || fail "there is no $archive"

mkdir "$work/opt" "$work/bin" "$work/home"
tar -C "$work/opt" -xzf "$archive"
root=$(echo "$work"/opt/*)
[ "$(find "$work/opt" -mindepth 1 -maxdepth 1 | wc -l)" -eq 1 ] || fail "it has more than one folder"
for path in bin/delegraph delegraph config/delegraph.yaml deploy/hooks/telemetry-hook.sh LICENSE NOTICE THIRD-PARTY.txt README.md; do
  [ -e "$root/$path" ] || fail "it lacks $path"
done
size=$(du -sk "$root" | awk '{ printf "%d", $1 / 1000 }')
echo "$(du -sk "$archive" | awk '{ printf "%d", $1 / 1000 }') MB, unpacked $size MB"
[ "$size" -le "$limit_mb" ] || fail "more than $limit_mb MB"

# Only the programs that the launcher calls: no Java, no Maven.
for tool in bash cat dirname find grep head mkdir mktemp mv readlink rm sed sleep sync uname; do
  ln -s "$(command -v "$tool")" "$work/bin/$tool"
done

cat >"$work/inside" <<'INSIDE'
set -eu
root=$1 work=$2 recordings=$3 isolated=$4
if [ "$isolated" = yes ]; then
  # mount is not on the PATH of users of Delegraph
  for java in /usr/lib/jvm /opt; do [ ! -d "$java" ] || /bin/mount -t tmpfs none "$java"; done
  /bin/mount --bind "$root" "$root"
  /bin/mount -o remount,ro,bind "$root"
  if (: >"$root/touched") 2>/dev/null; then echo "the folder can be written"; exit 1; fi
fi
fail() { echo "archive: $1" >&2; exit 1; }
if command -v java >/dev/null || command -v mvn >/dev/null; then fail "there is a Java on the PATH"; fi
up=
trap '[ -z "$up" ] || kill "$up"' EXIT
start() {
  "$root/bin/delegraph" up --data "$work/data" --kafka-port 0 --http-port 0 >"$work/up.out" 2>"$work/up.err" &
  up=$!
  for _ in $(seq 240); do
    grep -q '^ready: ' "$work/up.out" && break
    kill -0 "$up" || break
    sleep 0.5
  done
  grep '^ready: ' "$work/up.out" || { cat "$work/up.err"; fail "up did not get ready"; }
}
stop() { kill "$up"; wait "$up" || fail "up ended with $?"; up=; }

start
read -r _ http _ <"$work/up.out"
"$root/bin/delegraph" replay --data "$work/data" "$recordings"/*.jsonl
for _ in $(seq 60); do
  "$root/bin/delegraph" tree --url "$http" >"$work/tree"
  grep -q '─ ✓' "$work/tree" && break
  sleep 0.5
done
head -n 5 "$work/tree"
grep -q '─ ✓' "$work/tree" || fail "no agent is shown"
stop
start
grep -q "preparing faster starts" "$work/up.err" && fail "prepares its start each time"
stop
INSIDE
# seq is the only tool of the check itself
ln -s "$(command -v seq)" "$work/bin/seq"

recordings=$home/topology/src/test/resources/recordings
clean=(env -i PATH="$work/bin" HOME="$work/home" LANG=C.UTF-8)
if unshare -rm true 2>/dev/null; then
  unshare -rm "${clean[@]}" bash "$work/inside" "$root" "$work" "$recordings" yes
  [ ! -e "$root/app/cds" ] || fail "it wrote into its own folder"
  kept=$(find "$work/home/.cache/delegraph" -name '*.jsa' -size +1000k)
  [ -n "$kept" ] || fail "no archive of classes in the cache directory"
  echo "ran without any Java on the machine, from a read-only folder; classes archived in ~/.cache/delegraph"
else
  "${clean[@]}" bash "$work/inside" "$root" "$work" "$recordings" no
  echo "ran without Java on the PATH; namespaces are not allowed here, so Java was not hidden and the folder was writable"
fi
