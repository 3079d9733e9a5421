#!/usr/bin/env bash
# Imports real transcripts with the built application, twice, and checks over HTTP that every delegation in them is present, each with its
# parent, type and outcome. Usage, beside what .ci/run sets: .ci/checks/import.sh [FOLDER of transcripts]
set -euo pipefail
transcripts=${1:-${SHARED:-}/transcripts}
[ -d "$transcripts" ] || { echo "skipped: no transcripts here"; exit 0; }

# Counted without the importer: calls of the delegating tool, each with the session it was made in. A fork begins with a copy of what
# happened before, with the same uuids: the original of a call is the file with the most lines between the shared entries, else the one
# that continues with a tool's answer, else the one that ends with them.
python3 - "$transcripts" >"$WORK/calls" 2>"$WORK/copied" <<'PY'
import collections, glob, gzip, json, sys
calls, holders, files = collections.defaultdict(dict), collections.defaultdict(set), collections.defaultdict(list)
for name in glob.glob(sys.argv[1] + "/**/*.jsonl*", recursive=True):
    with (gzip.open if name.endswith(".gz") else open)(name, "rt", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if "/agent-" not in name:
                content = (entry.get("message") or {}).get("content") if entry.get("type") == "user" else None
                answer = isinstance(content, list) and any(block.get("type") == "tool_result" for block in content)
                files[name].append((entry.get("uuid"), answer))
                holders[entry.get("uuid")].add(name)
            content = (entry.get("message") or {}).get("content") if isinstance(entry.get("message"), dict) else None
            for block in content if isinstance(content, list) else []:
                if block.get("type") == "tool_use" and block.get("name") in ("Agent", "Task"):
                    calls[block["id"]][entry["sessionId"]] = name, entry.get("uuid")
def between(name, uuid):
    shared = [at for at, (other, _) in enumerate(files[name]) if other and holders[other] == holders[uuid]]
    own = sum(1 for other, _ in files[name][shared[0]:shared[-1]] if not other or len(holders[other]) == 1)
    after = files[name][shared[-1] + 1:]
    return -own, not (after and after[0][1]), len(after)
for call, sessions in calls.items():
    made = min(sessions, key=lambda session: between(*sessions[session])) if len(sessions) > 1 else next(iter(sessions))
    print(made, call)
    for session in sessions:
        if session != made:
            print(session, call, file=sys.stderr)
PY
sort -o "$WORK/calls" "$WORK/calls"
sort -o "$WORK/copied" "$WORK/copied"
wanted=$(wc -l <"$WORK/calls")
[ "$wanted" -gt 0 ] || { echo "no delegation in $transcripts"; exit 1; }

# Every agent and every request without one, as the endpoint reports them, without what depends on the time of the query.
reported() {
  cut -d' ' -f1 "$WORK/calls" "$WORK/copied" | sort -u | while read -r session; do
    curl -sf "$HTTP/api/v1/sessions/$session/hierarchy" | jq -cS '.agents[] | select(.agent_id != "root") | del(.as_of, .state_reason)' || true
  done | sort
}
# The state of every complete delegation of the calls. A request without an agent has no edge to have evidence for.
complete() {
  jq -r 'select(.request_tool_use_id and .parent_agent_id and .agent_type
      and (.state | IN("COMPLETED", "FAILED", "REFUSED", "KILLED", "LOST"))
      and (.agent_id == .request_tool_use_id or (.edge_evidence | IN("META", "RESULT", "NOTIFICATION"))))
    | .session_id + " " + .request_tool_use_id + " " + .state' "$1" |
    awk 'NR == FNR { calls[$0]; next } ($1 " " $2) in calls { print $3 }' "$WORK/calls" -
}
# Known only by their answers: their transcripts begin after the calls.
uncalled() {
  jq -r '.session_id + " " + .request_tool_use_id' "$1" | sort | comm -23 - "$WORK/calls" | wc -l
}

import() { ./delegraph import --bootstrap-servers "$KAFKA" "$transcripts" >"$WORK/import"; }
import || { cat "$WORK/import"; exit 1; }
cat "$WORK/import"
for _ in $(seq 120); do
  reported >"$WORK/first"
  found=$(complete "$WORK/first" | wc -l)
  [ "$found" = "$wanted" ] && break
  sleep 1
done
echo "$found of $wanted delegations with parent, type and outcome: $(complete "$WORK/first" | sort | uniq -c | xargs);" \
  "beside them $(uncalled "$WORK/first") whose call is in no transcript"
[ "$found" = "$wanted" ] || exit 1

twice=$(jq -r '.session_id + " " + (.request_tool_use_id // "")' "$WORK/first" | sort | comm -12 - "$WORK/copied" | wc -l)
echo "$(wc -l <"$WORK/copied") copies of delegations in forks, $twice of them counted again"
[ "$twice" = 0 ] || exit 1

# No prompt overlaps the next one for longer than its background work; the distributions are printed for a person.
./delegraph accuracy --seeds 0 --transcripts "$transcripts"

import
sleep 15
reported >"$WORK/second"
cmp "$WORK/first" "$WORK/second" || { echo "a second import changes something"; diff "$WORK/first" "$WORK/second" | head; exit 1; }
echo "a second import changes nothing"
