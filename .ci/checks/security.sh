#!/usr/bin/env bash
# Judges the project's own recordings, which are honest work, and, where they are, the labelled cases in shared/security: each must be
# judged as its label says. Usage: [SHARED=DIR] .ci/checks/security.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=${SHARED:-../shared}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

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
