#!/usr/bin/env bash
# Judges the project's own recordings, which are honest work, and, where they are, the labelled cases in shared/security: each must be
# judged as its label says, from files and by a running Delegraph that gets the hooks in a random order, half of them twice, without the notes
# of agents, and that is killed in between. Usage: [SHARED=DIR] [SEED=NUMBER] .ci/checks/security.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=${SHARED:-../shared}
work=$(mktemp -d)
up_pid=
stop() { [ -z "$up_pid" ] || { kill "-$1" "$up_pid" && wait "$up_pid"; } 2>/dev/null || true; up_pid=; }
trap 'stop KILL; rm -rf "$work"' EXIT

./delegraph security check --fail-on low topology/src/test/resources/recordings
for honest in recordings field; do
  [ ! -d "$shared/$honest" ] || ./delegraph security check --fail-on low "$shared/$honest"
done
if [ ! -d "$shared/security/cases" ]; then
  echo "the labelled cases are not here"
  exit 0
fi
# exit code 1 says that there are findings
./delegraph security check --json --read-only-type reviewer "$shared/security/cases" >"$work/findings.json" || [ $? = 1 ]
python3 - "$shared/security/cases" "$work/findings.json" <<'PY'
import glob, json, sys

cases, findings = sys.argv[1:]
found = {}
for finding in json.load(open(findings)):
    found.setdefault(finding["session_id"], set()).add((finding["rule"], finding["agent_id"], finding["severity"].lower()))
right = wrong = 0
known = set()
for file in sorted(glob.glob(cases + "/*.expect.json")):
    case = json.load(open(file))
    known.add(case["session_id"])
    expected = {(label["rule"], label["agent"], label["severity"]) for label in case["findings"]}
    judged = found.get(case["session_id"], set())
    right += len(expected & judged)
    if expected != judged:
        wrong += 1
        print(f"{file}: missing {sorted(expected - judged)}, too many {sorted(judged - expected)}")
others = {session: rules for session, rules in found.items() if session not in known}
if others:
    wrong += 1
    print(f"findings in sessions without a label: {others}")
print(f"{len(known)} labelled cases, {right} findings as labelled, {wrong} cases judged otherwise")
sys.exit(1 if wrong or not right else 0)
PY

seed=${SEED:-$RANDOM}
mkdir "$work/config"
printf 'topics: {partitions: 4}\n' >"$work/config/delegraph.yaml"
sed 's/^  - Plan$/  - Plan\n  - reviewer/' config/security-policies.yaml >"$work/config/security-policies.yaml"
start() {
  ./delegraph up --config "$work/config" --data "$work/data" --kafka-port 0 --http-port 0 --set ingest.watermark-interval=500ms \
    >"$work/ready" 2>"$work/up.log" &
  up_pid=$!
  for _ in $(seq 300); do
    if grep -q '^ready: ' "$work/ready"; then
      read -r _ http _ <"$work/ready"
      return
    fi
    kill -0 "$up_pid" || break
    sleep 0.2
  done
  cat "$work/up.log" >&2
  exit 1
}
echo "order of the hooks: seed $seed"
start
python3 .ci/security.py send "$shared/security/cases" "$http" "$seed" first
stop KILL
start
python3 .ci/security.py send "$shared/security/cases" "$http" "$seed" second
python3 .ci/security.py compare "$shared/security/cases" "$http"
