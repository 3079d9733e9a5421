#!/usr/bin/env bash
# Kills Delegraph with SIGKILL again and again, 0.1 to 6 s after its start or after it was ready, while recordings are sent under
# ever new ids. Every start must be ready within 30 s; at the end every session and the sums of the metrics must match what was sent.
# Usage: .ci/checks/kills.sh [NUMBER of kills, 15 by default]. KILLS_SEED repeats a series of pauses, KILLS_KEEP is a directory to keep,
# KILLS_READY_WITHIN other seconds than 30 for a start, for a machine that is busy with something else.
set -u

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 1
kills=${1:-15}
seed=${KILLS_SEED:-$RANDOM}
within=${KILLS_READY_WITHIN:-30}
work=${KILLS_KEEP:-$(mktemp -d)}
mkdir -p "$work" || exit 1
up_pid= feed_pid=

say() { printf 'kills: %s\n' "$1" >&2; }
fail() {
  say "$1 (seed $seed)"
  tail -n 20 "$work/up.err" >&2
  exit 1
}
cleanup() {
  if [ -n "$feed_pid" ]; then kill "$feed_pid" 2>/dev/null; fi
  if [ -n "$up_pid" ]; then kill -KILL "$up_pid" 2>/dev/null; fi
  wait 2>/dev/null
  [ -n "${KILLS_KEEP:-}" ] || rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

for tool in python3 curl; do command -v "$tool" >/dev/null || fail "needs $tool"; done
RANDOM=$seed

now_ms() { date +%s%3N; }
# 0.1 to 6 s, in seconds.
pause() { printf '%d.%d' $((RANDOM % 6)) $((RANDOM % 9 + 1)); }

start() {
  : >"$work/up.out"
  "$home/delegraph" up --data "$work/data" --kafka-port 0 --http-port 0 >"$work/up.out" 2>>"$work/up.err" &
  up_pid=$!
  started=$(now_ms)
}

slowest=0
ready() {
  local took
  until grep -q '^ready: ' "$work/up.out"; do
    kill -0 "$up_pid" 2>/dev/null || fail "up ended before it was ready, after $killed kills"
    took=$(($(now_ms) - started))
    [ "$took" -lt $((within * 1000)) ] || fail "not ready within $within s after $killed kills"
    sleep 0.1
  done
  took=$(($(now_ms) - started))
  printf '%s\n' "$took" >>"$work/starts"
  [ "$took" -le "$slowest" ] || slowest=$took
}

# Sends each recording again and again as a session of its own until the file "enough" is there; every hook has an id, so that what a
# kill leaves unanswered is sent again and counts once. Writes the truth about completely sent sessions, one per line.
cat >"$work/feed.py" <<'PY'
import glob, hashlib, json, os, re, sys, time, urllib.request

home, work = sys.argv[1:]
recordings = []
for path in sorted(glob.glob(home + "/topology/src/test/resources/recordings/*.jsonl")):
    expected = json.load(open(path.replace(".jsonl", ".expected.json")))
    # an agent without an end is lost only after half an hour; a linked session is two
    if all(agent["state"] in ("COMPLETED", "FAILED") for agent in expected["agents"]) and "linked" not in path:
        recordings.append((open(path).read(), expected))
IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\ba[0-9a-f]{16}\b|\btoolu_\w+")


def renamed(text, number):
    def name(match):
        digest = hashlib.sha256(f"{number} {match.group()}".encode()).hexdigest()
        if match.group().startswith("toolu_"):
            return "toolu_" + digest[:20]
        if match.group().startswith("a") and "-" not in match.group():
            return "a" + digest[:16]
        return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))
    return IDS.sub(name, text)


def send(body):
    while True:
        try:
            http = json.load(open(work + "/data/running.json"))["http"]
            urllib.request.urlopen(urllib.request.Request(
                http + "/hooks", data=body, headers={"Content-Type": "application/json"}), timeout=10)
            return
        except (OSError, ValueError):
            time.sleep(0.1)


number = 0
with open(work + "/truth", "w") as truth:
    while not os.path.exists(work + "/enough"):
        text, expected = recordings[number % len(recordings)]
        lines = [json.loads(line) for line in renamed(text, number).splitlines()]
        # like the hook script: a repeated hook keeps its original time
        began = int(time.time() * 1000) - lines[-1]["t"]
        hooks = [json.dumps({"v": 1, "id": f"kills-{number}-{i}", "at": began + line["t"], "source": "claude-code",
                             "hook": line["p"]}) for i, line in enumerate(lines)]
        for at in range(0, len(hooks), 20):
            send("\n".join(hooks[at:at + 20]).encode())
        truth.write(renamed(json.dumps(expected), number) + "\n")
        truth.flush()
        number += 1
PY

# Compares every session, and how many delegations the windows count, with the truth, until they agree; fails after two minutes.
cat >"$work/compare.py" <<'PY'
import json, sys, time, urllib.request

http, file = sys.argv[1:]


def get(path):
    with urllib.request.urlopen(http + path, timeout=30) as answer:
        return json.load(answer)


def reported(session):
    try:
        agents = get(f"/api/v1/sessions/{session}/hierarchy")["agents"]
    except OSError as e:
        return str(e)
    return sorted([a["agent_id"], a["parent_agent_id"], a["agent_type"], a["agent_hierarchy_level"], a["state"], a["runs"]]
                  for a in agents if a["agent_id"] != "root" and a["state"] != "REFUSED")


def known(expected):
    return sorted([a["agent_id"], a["parent_agent_id"] or "root", a["agent_type"], a["depth"], a["state"], a["runs"]]
                  for a in expected["agents"])


truth = [json.loads(line) for line in open(file)]
ended = sum(len(expected["agents"]) + expected["refused"] for expected in truth)
give_up = time.monotonic() + 120
while True:
    wrong = [(e["session_id"], known(e), reported(e["session_id"])) for e in truth]
    wrong = [it for it in wrong if it[1] != it[2]]
    windows = get("/api/v1/metrics/windows?window=1d&subject=delegation")["items"]
    counted = sum(window["sample"] for window in windows)
    if not wrong and counted == ended:
        print(f"{len(truth)} sessions, {ended} delegations: every tree and the sums of the windows are as sent")
        sys.exit(0)
    if time.monotonic() > give_up:
        break
    time.sleep(2)
for session, expected, answer in wrong[:3]:
    print(f"session {session}\n  sent {expected}\n  reported {answer}")
print(f"{len(wrong)} of {len(truth)} sessions differ; windows count {counted} delegations, sent were {ended}")
sys.exit(1)
PY

killed=0
start
ready
python3 "$work/feed.py" "$home" "$work" &
feed_pid=$!
while [ "$killed" -lt "$kills" ]; do
  # Half of the kills hit a start, half one that is ready and works.
  if [ $((RANDOM % 2)) = 0 ]; then ready; fi
  sleep "$(pause)"
  kill -KILL "$up_pid" || fail "up was gone before it was killed"
  wait "$up_pid" 2>/dev/null
  killed=$((killed + 1))
  start
done
ready
touch "$work/enough"
wait "$feed_pid" || fail "the feed failed"
feed_pid=
http=$(sed -n 's/^ready: \([^ ]*\) .*/\1/p' "$work/up.out")
python3 "$work/compare.py" "$http" "$work/truth" >&2 || fail "after $killed kills it says something else than what was sent"
kill -TERM "$up_pid"
wait "$up_pid" || fail "up did not end cleanly"
up_pid=
grep 'left open by a crash' "$work/up.err" | sort | uniq -c >&2
say "$killed kills (seed $seed), every start ready within $within s, the slowest took $slowest ms"
