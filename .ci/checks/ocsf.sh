#!/usr/bin/env bash
# Plays some labelled cases of shared/security to a Delegraph of its own and reads the events for a SIEM by kcat and by `security export`: both
# must give the same, every Detection Finding must be valid by OCSF's own schema and every event by the project's, the findings must be those
# of the API, and every agent must have one start. Usage: [SHARED=DIR] [SEED=NUMBER] .ci/checks/ocsf.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
security=${SHARED:-../shared}/security
if [ ! -d "$security/cases" ]; then
  echo "the labelled cases are not here"
  exit 77
fi
python3 -c 'import jsonschema' 2>/dev/null ||
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-jsonschema >/dev/null; }
work=$(mktemp -d)
up_pid=
stop() { [ -z "$up_pid" ] || { kill -TERM "$up_pid" && wait "$up_pid"; } 2>/dev/null || true; up_pid=; }
trap 'stop; rm -rf "$work"' EXIT

mkdir "$work/cases" "$work/config"
for case in "$security"/cases/i*.jsonl "$security"/cases/r*.jsonl; do
  cp "$case" "${case%.jsonl}.expect.json" "$work/cases/"
done
printf 'topics: {partitions: 2}\n' >"$work/config/delegraph.yaml"
sed 's/^  - Plan$/  - Plan\n  - reviewer/' config/security-policies.yaml >"$work/config/security-policies.yaml"
./delegraph up --config "$work/config" --data "$work/data" --kafka-port 0 --http-port 0 --set ingest.watermark-interval=500ms \
  >"$work/ready" 2>"$work/up.log" &
up_pid=$!
for _ in $(seq 300); do
  grep -q '^ready: ' "$work/ready" && break
  kill -0 "$up_pid" 2>/dev/null || break
  sleep 0.2
done
grep -q '^ready: ' "$work/ready" || { cat "$work/up.log" >&2; exit 1; }
read -r _ http _ <"$work/ready"
echo "seed ${SEED:=$RANDOM}"
python3 .ci/security.py send "$work/cases" "$http" "$SEED" first
python3 .ci/security.py send "$work/cases" "$http" "$SEED" second
python3 .ci/security.py compare "$work/cases" "$http"

# Ends that only time shows follow the last hook: the topic is read by one and by the other until nothing comes in between.
same=
for _ in $(seq 20); do
  kcat -F "$work/data/kcat.conf" -C -t agent.findings.ocsf -e -q 2>/dev/null >"$work/kcat.jsonl"
  ./delegraph security export --format ocsf --data "$work/data" 2>"$work/export.err" >"$work/export.jsonl"
  diff <(sort "$work/kcat.jsonl") <(sort "$work/export.jsonl") >"$work/difference" && same=yes && break
done
[ -n "$same" ] || { cat "$work/export.err"; head -n 4 "$work/difference"; echo "kcat and the command give different events"; exit 1; }
./delegraph export --what lifecycles --data "$work/data" >"$work/lifecycles.jsonl"
curl -sf "$http/api/v1/findings?limit=1000" >"$work/findings.json"
python3 - "$security/ocsf-1.8.0-detection_finding.schema.json" "$work" <<'PY'
import collections, json, sys
from jsonschema import Draft202012Validator

full = Draft202012Validator(json.load(open(sys.argv[1])))
own = Draft202012Validator(json.load(open("schemas/src/main/resources/io/delegraph/schemas/ocsf-event.schema.json")))
events = [json.loads(line) for line in open(sys.argv[2] + "/export.jsonl")]
wrong = []
for event in events:
    validators = [own, full] if event["class_uid"] == 2004 else [own]
    wrong += [f"{event['metadata']['uid']} {error.json_path}: {error.message}" for each in validators for error in each.iter_errors(event)]
identities = collections.Counter(event["metadata"]["uid"] for event in events)
wrong += [f"{uid} {count} times" for uid, count in identities.items() if count > 1]

latest = {}
for event in sorted((event for event in events if event["class_uid"] == 2004), key=lambda event: event["time"]):
    latest[event["finding_info"]["uid"]] = event
told = {(uid, event["status_code"], event["severity"].upper(), event["time"]) for uid, event in latest.items() if event["is_alert"]}
found = {(f["id"], f["state"], f["severity"], f["changed_at"]) for f in json.load(open(sys.argv[2] + "/findings.json"))["items"]}
wrong += [f"{finding}: only {'an event' if finding in told else 'in the API'}" for finding in told ^ found]

starts = collections.Counter(event["app"]["uid"] for event in events if event["type_uid"] == 600203 and event["status_id"] == 1)
agents = {f"{a['session_id']}/{a['agent_id']}": a for a in map(json.loads, open(sys.argv[2] + "/lifecycles.jsonl"))
          if a["agent_id"] == "root" or a["edge_evidence"] and a["state"] != "REQUESTED"}
wrong += [f"{uid}: {starts[uid]} starts" for uid in starts.keys() | agents.keys() if starts[uid] != 1 or uid not in agents]
print("\n".join(wrong[:20]))
kinds = collections.Counter(event["type_name"] for event in events)
print(f"{len(events)} events ({dict(kinds)}), {len(found)} findings, {len(agents)} agents, {len(wrong)} errors")
sys.exit(1 if wrong or not found or not agents else 0)
PY
