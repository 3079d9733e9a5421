#!/usr/bin/env bash
# Robustness: one prompt with hundreds of agents, records of the maximum size, one that decompresses to far more, and thousands of malformed
# payloads are sent together with control sessions, which must be correct before, during and after. Usage: .ci/checks/survives.sh [FOLDER of recordings]
# AGENTS and PAYLOADS set the amounts; a thousand agents take ten minutes.
set -u

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 1
recordings=${1:-$home/topology/src/test/resources/recordings}
work=$(mktemp -d) || exit 1
up_pid=

say() { printf 'survives: %s\n' "$1" >&2; }
fail() { say "$1"; exit 1; }
cleanup() {
  [ -z "$up_pid" ] || { kill "$up_pid" && wait "$up_pid"; } 2>/dev/null
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

for tool in curl python3 kcat; do command -v "$tool" >/dev/null || fail "needs $tool"; done
[ -e "$recordings/tree.jsonl" ] || fail "no recordings in $recordings"

"$home/delegraph" up --data "$work/data" --kafka-port 0 --http-port 0 --set ingest.watermark-interval=500ms \
  >"$work/ready" 2>"$work/up.log" &
up_pid=$!
waited=0
until grep -q '^ready: ' "$work/ready"; do
  kill -0 "$up_pid" 2>/dev/null || { cat "$work/up.log" >&2; fail "up ended before it was ready"; }
  [ $((waited += 1)) -lt 600 ] || fail "up was not ready within two minutes"
  sleep 0.2
done
read -r _ http _ kafka <"$work/ready"

cat >"$work/play.py" <<'PYTHON'
"""Plays what is asked for to the endpoint, or writes it as lines for kcat (key, tab, value)."""
import json, random, sys, time, urllib.request

http, recordings = sys.argv[1], sys.argv[2]
CONTROLS = ["tree", "waves", "twins", "chain"]

def post(body):
    urllib.request.urlopen(urllib.request.Request(http + "/hooks", body, {"Content-Type": "application/json"}), timeout=60).read()

def lines(name):
    return [json.loads(line) for line in open(f"{recordings}/{name}.jsonl")]

def envelopes(name, label):
    """A recording as it would come from another session that ends now."""
    recorded = lines(name)
    late = int(time.time() * 1000) - max(line.get("t", line.get("at", 0)) for line in recorded)
    for number, line in enumerate(recorded):
        hook = line.get("p", line.get("hook", line))
        yield {**{k: v for k, v in line.items() if k not in ("t", "p", "hook")}, "v": 1, "id": f"{label}-{number}",
               "at": line.get("t", line.get("at", 0)) + late, "hook": {**hook, "session_id": f"{label}-{name}"}}

def wanted(name):
    known = json.load(open(f"{recordings}/{name}.expected.json"))
    return sorted([a["agent_id"], a["parent_agent_id"] or "root", a["state"], a["runs"]] for a in known["agents"])

def reported(name, label):
    try:
        with urllib.request.urlopen(f"{http}/api/v1/sessions/{label}-{name}/hierarchy", timeout=30) as answer:
            agents = json.load(answer)["agents"]
    except OSError:
        return None
    return sorted([a["agent_id"], a["parent_agent_id"], a["state"], a["runs"]]
                  for a in agents if a["agent_id"] != "root" and a["state"] != "REFUSED")

def control(label):
    for name in CONTROLS:
        post("\n".join(map(json.dumps, envelopes(name, label))).encode())
    for name in CONTROLS:
        end = time.time() + 120
        while reported(name, label) != wanted(name):
            if time.time() > end:
                sys.exit(f"session {label}-{name}: wanted {wanted(name)}, reported {reported(name, label)}")
            time.sleep(0.2)

def hook(session, number, event, **fields):
    return json.dumps({"v": 1, "id": f"{session}-{number}", "hook": {
        "session_id": session, "prompt_id": "p", "cwd": "/home/x/project", "hook_event_name": event, **fields}})

def crowd(session, count, width):
    """So many agents under one prompt, each with an id of at least that length; all of them write one file."""
    number = 0
    def one(event, **fields):
        nonlocal number
        number += 1
        return hook(session, number, event, **fields)
    agents = [f"a{i:0{width}d}" for i in range(count)]
    yield one("UserPromptSubmit", prompt="go")
    for i, agent in enumerate(agents):
        yield one("PreToolUse", tool_name="Agent", tool_use_id=f"u{i}",
                  tool_input={"description": f"task {i}", "prompt": "x", "subagent_type": "dev"})
        yield one("SubagentStart", agent_id=agent, agent_type="dev")
    for i, agent in enumerate(agents):
        if width > 100:
            write = dict(agent_id=agent, tool_name="Write", tool_use_id=f"w{i}", tool_input={"file_path": "/one/file"})
            yield one("PreToolUse", **write)
            yield one("PostToolUse", **write, tool_response={})
        yield one("SubagentStop", agent_id=agent, agent_type="dev", last_assistant_message="done")
        yield one("PostToolUse", tool_name="Agent", tool_use_id=f"u{i}", tool_input={"subagent_type": "dev"},
                  tool_response={"status": "completed", "agentId": agent})
    yield one("Stop")

VALUES = [None, 0, -1, 1e300, 2**63 - 1, True, [], {}, "", " ", "root", "(unknown)", "\u202e\U0001F680", "x" * 600, "y" * 20000,
          [None, 1, "x", [], {}], {"id": [], "type": 1}, [[[[]]]]]

def mutated(random, line):
    """One recorded payload with something wrong in it, as bytes."""
    value = json.loads(json.dumps(line))
    for _ in range(random.randint(1, 3)):
        node = value
        while isinstance(node, dict) and node:
            key = random.choice(list(node))
            if isinstance(node[key], dict) and node[key] and random.random() < 0.7:
                node = node[key]
                continue
            change = random.randrange(4)
            if change == 0:
                del node[key]
            elif change == 1:
                node[random.choice(["agent_id", "session_id", "tool_use_id", "x"])] = node[key]
            else:
                node[key] = random.choice(VALUES)
            break
    text = json.dumps(value).encode()
    match random.randrange(6):
        case 0: return text[:random.randrange(len(text))]
        case 1:
            at = random.randrange(len(text))
            return text[:at] + bytes([random.choice(b"\x00\xc3\x28\"{}[]\xff")]) + text[at + 1:]
        case _: return text

def payloads(count):
    random.seed(11)
    originals = [line.get("p", line.get("hook", line)) for name in CONTROLS + ["handoff", "stopped", "refusal", "note"] for line in lines(name)]
    for number in range(count):
        line = dict(random.choice(originals))
        line["session_id"] = f"m{number % 50}"
        payload = mutated(random, line).replace(b"\n", b" ").replace(b"\t", b" ")
        sys.stdout.buffer.write(f"m{number % 50}\t".encode() + payload + b"\n")

match sys.argv[3]:
    case "control": control(sys.argv[4])
    case "payloads": payloads(int(sys.argv[4]))
    case "crowd":
        batch, size = [], 0
        for line in crowd(sys.argv[4], int(sys.argv[5]), int(sys.argv[6])):
            batch.append(line); size += len(line)
            if size > 300_000:
                post("\n".join(batch).encode()); batch, size = [], 0
        post("\n".join(batch).encode())
    case "batch":
        calls, size = [], 0
        while size < 1_030_000:
            calls.append({"tool_use_id": f"c{len(calls)}"}); size += len(json.dumps(calls[-1])) + 2
        post(json.dumps({"session_id": "large", "hook_event_name": "PostToolBatch", "tool_calls": calls}).encode())
    case "key":
        sys.stdout.write("k" * 1_048_000 + "\t{bad")
    case "settled":
        # the last hook of the large session is known, and nothing of it is missing
        end = time.time() + 600
        while True:
            try:
                with urllib.request.urlopen(f"{http}/api/v1/sessions/{sys.argv[4]}/hierarchy", timeout=60) as answer:
                    agents = json.load(answer)["agents"]
            except OSError:
                agents = []
            if sum(a["state"] == "COMPLETED" for a in agents if a["agent_id"] != "root") == int(sys.argv[5]): break
            if time.time() > end:
                sys.exit(f"{sys.argv[4]}: {len(agents)} agents of {sys.argv[5]} known or not completed")
            time.sleep(1)
PYTHON

play() { python3 "$work/play.py" "$http" "$recordings" "$@"; }
send() { kcat -P -b "$kafka" -t agent.hooks -K '	' -X topic.partitioner=murmur2_random -X message.max.bytes=2000000 "$@" 2>>"$work/kcat.log"; }

# All endpoints answer, no thread has died, and no record was too large to be used.
answers() {
  local path
  kill -0 "$up_pid" 2>/dev/null || { cat "$work/up.log" >&2; fail "up has ended $1"; }
  for path in healthz readyz metrics; do
    [ "$(curl -s -o "$work/$path" -w '%{http_code}' --max-time 30 "$http/$path")" = 200 ] || fail "/$path fails $1: $(head -c 500 "$work/$path")"
  done
  grep -q 'a stream thread failed' "$work"/data/*.log "$work"/data/*/*.log 2>/dev/null && fail "a stream thread failed $1"
  awk '/^delegraph_dead_letters_total/ || /^delegraph_scrape_part_missing/ { if ($2 != 0) bad = bad " " $0 } END { if (bad) { print bad; exit 1 } }' \
    "$work/metrics" >&2 || fail "something could not be used $1"
}

play control before || fail "wrong before"
answers before
play payloads "${PAYLOADS:-2000}" >"$work/payloads"
(
  set -e
  play crowd thousand "${AGENTS:-400}" 16
  play batch
  play crowd wide 40 500
  play key | send
  # 300 kB that decompress to 250 MB: rejected, whatever kcat reports
  head -c 250000000 /dev/zero >"$work/unpacks"
  for _ in 1 2 3; do
    send -z gzip -X message.max.bytes=1000000000 -X message.timeout.ms=20000 "$work/unpacks" || true
  done
  rm -f "$work/unpacks"
  send -l "$work/payloads"
) &
flood=$!
play control during || fail "wrong during"
answers during
wait "$flood" || fail "the flood did not go in"
play settled thousand "${AGENTS:-400}" || fail "the large session is not reported"
play settled wide 40 || fail "the wide session is not reported"
play control after || fail "wrong after"
answers after

largest=$(kcat -F "$work/data/kcat.conf" -C -t agent.workflows -e -q -f '%S\n' | sort -n | tail -n 1)
[ "$largest" -le 524288 ] || fail "a record of agent.workflows has $largest bytes"
say "a prompt of ${AGENTS:-400} agents, records as large as may be and ${PAYLOADS:-2000} malformed payloads stopped nothing; the largest workflow has $largest bytes"
