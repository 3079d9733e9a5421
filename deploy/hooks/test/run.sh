#!/bin/bash
# Tests of the hook producer: test/run.sh [--bootstrap-servers HOST:PORT [--topic TOPIC] [--kcat-config FILE]]
# Without a broker, a stand-in for kcat takes the envelopes.

# shellcheck source-path=SCRIPTDIR source=lib.sh
# shellcheck disable=SC2015
. "$(dirname "$0")/lib.sh"
while (($#)); do
  (($# > 1)) || { echo "$1 needs a value" >&2; exit 64; }
  case $1 in
    --bootstrap-servers) bootstrap=$2 ;;
    --topic) topic=$2 ;;
    --kcat-config) kcat_config=$2 ;;
    *) echo "unknown option $1" >&2; exit 64 ;;
  esac
  shift 2
done
if [[ -n $bootstrap && -z $real_kcat ]]; then echo "no kcat on this machine" >&2; exit 1; fi

# The flusher's awk runs once per check of a spool. The stand-in reports it, and in steps it waits for its turn.
make_awk() {
  cat > "$work/bin/awk" << STANDIN
#!/bin/bash
echo "\$*" >> "$work/looks"
[[ ! -e "$work/steps" ]] || read -r < "$work/turns"
exec "$(command -v awk)" "\$@"
STANDIN
  chmod +x "$work/bin/awk"
  : > "$work/looks"
  mkfifo "$work/turns"
  exec 7<> "$work/turns"
}
looks() { wc -l < "$work/looks"; }
about_to_look() { (($(looks) > looked)); }
in_steps() { # from here on the flusher waits before every look
  wait_for spool_is_empty
  looked=$(looks)
  : > "$work/steps"
}
at_next_look() { # the look before it is over
  wait_for about_to_look
  looked=$((looked + 1))
}
let_look() { echo >&7; }
no_steps() {
  rm "$work/steps"
  let_look
}

passed=0 failed=0 skipped=0 server=''
clean_up() {
  end_flushers
  [[ -n $server ]] && kill "$server"
  mountpoint -q "$work/full" 2> /dev/null && umount "$work/full"
  rm -rf "$work"
}
trap clean_up EXIT
mkdir -p "$work/home" "$work/tmp"
make_kcat
make_awk

began=$(($(date +%s) - 5))000 # only what has come since is read from a broker
run="t$$-$RANDOM" # no session id of another run
spool=$work/spool

pass() { passed=$((passed + 1)); echo "ok       $1"; }
fail() { failed=$((failed + 1)); echo "NOT OK   $1${2:+: $2}"; }
skip() { skipped=$((skipped + 1)); echo "skipped  $1: $2"; }
check() { # NAME COMMAND...
  local name=$1
  shift
  if "$@"; then pass "$name"; else fail "$name" "$* ${last:+(got: ${last:0:300})}"; fi
}

# Reads the topic, with the login if there is one, because clients that may send hooks may not read them.
consume() {
  if [[ -n ${kcat_config-} ]]; then
    "$real_kcat" -F "$kcat_config" -C -t "$topic" -e -q "$@" 2>/dev/null
  else
    "$real_kcat" -C -b "$bootstrap" -t "$topic" -e -q "$@"
  fi
}

# Every envelope on the topic whose line contains a text, one per line, without keys.
arrived() {
  if [[ -n $bootstrap ]]; then
    consume -o "s@$began" | grep -F "$1"
  else
    [[ -f $work/topic ]] && cut -f 2- "$work/topic" | grep -F "$1"
  fi
}
count() { arrived "$1" | wc -l | tr -d ' '; }
has_arrived() { last=$(count "$1"); ((last == $2)); }
is_before() { # MARK MARK: a line with the first came before any with the second
  last=$(arrived "$run-" | grep -oF -e "$1" -e "$2")
  [[ ${last%%$'\n'*} == "$1" ]]
}
in_line() { # TEXT in the line that has MARK
  last=$(arrived "$2")
  [[ $last == *"$1"* ]]
}

# A hook must never print or fail. Runs one, and reports if it does.
fire() {
  local output
  output=$(as_hook "${with[@]}" "$hooks/telemetry-hook.sh" 2>&1) || broken_rules+="exit code $?; "
  [[ -z $output ]] || broken_rules+="output: $output; "
}
with=() broken_rules=''

event() { # NAME MARK [MORE]
  printf '{"session_id":"%s","transcript_path":"%s","cwd":"/tmp","hook_event_name":"%s","mark":"%s"%s}\n' "$run" "$work/none.jsonl" "$1" "$2" "$3"
}

valid_json() { # stdin: every line an envelope
  if command -v node > /dev/null; then
    node -e 'for (const l of require("fs").readFileSync(0, "utf8").trim().split("\n")) { const e = JSON.parse(l); if (e.v !== 1 || !e.id || !(e.at > 1.6e12) || e.source !== "claude-code" || !("hook" in e)) process.exit(1) }' 2> /dev/null
  elif command -v python3 > /dev/null; then
    python3 -c 'import json,sys; [json.loads(l)["id"] for l in sys.stdin]' 2> /dev/null
  else
    jq -e .id > /dev/null
  fi
}

# --- the envelope ----------------------------------------------------------------------------------------

event PreToolUse "$run-one" ',"n":[1,-2.5e3,true,null,{},[]],"text":"gr\u00fc\u00df \"quoted\" \\"' | fire
check "one event arrives" wait_for has_arrived "$run-one" 1
line=$(arrived "$run-one")
valid_json <<< "$line" && pass "the envelope is JSON with id, time and source" || fail "the envelope is JSON with id, time and source" "$line"
check "client version" in_line '"source_version":"2.1.330"' "$run-one"
check "host and user" in_line '"host":"testhost","user":"' "$run-one"
check "client and the processes above it" in_line "\"client_pid\":$$,\"ancestor_pids\":[$PPID" "$run-one"
check "the event as it came" in_line '"n":[1,-2.5e3,true,null,{},[]],"text":"gr\u00fc\u00df \"quoted\" \\"}}' "$run-one"
if [[ -n $bootstrap ]]; then
  last=$(consume -o "s@$began" -f '%k %s\n' | grep -F "$run-one")
else
  last=$(tr '\t' ' ' < "$work/topic" | grep -F "$run-one")
fi
check "keyed by session id" test "${last%% *}" = "$run"

# --- input of every kind ---------------------------------------------------------------------------------

: | fire
printf ' \n\t\n' | fire
printf 'not JSON "%s" \\ at\tall\n' "$run-text" | fire
printf '{"session_id":"%s","mark":"%s"' "$run" "$run-cut" | fire
printf '[1,2,"%s"]' "$run-array" | fire
printf '\000\001\377\376%s\200\000\n"\\ ' "$run-binary" | fire
printf '{\r\n  "session_id" : "%s",\n\n  "mark":\t"%s",\n  "a": [\n1,\n2]\n}\n\n' "$run" "$run-lines" | fire
printf '{"session_id":"%s","raw":"a\nb\tc","mark":"%s"}' "$run" "$run-rawline" | fire
for mark in text cut array binary lines rawline; do wait_for has_arrived "$run-$mark" 1 && pass "arrives once: $mark" || fail "arrives once: $mark" "$last times"; done
check "text that is no JSON becomes a JSON string" in_line "\"hook\":\"not JSON \\\"$run-text\\\" \\\\ at\\tall" "$run-text"
check "half an event becomes a JSON string" in_line '"hook":"{\"session_id' "$run-cut"
check "an array is no event" in_line '"hook":"[1,2' "$run-array"
check "an event of several lines becomes one" in_line ',"a":[1,2]}}' "$run-lines"
check "a raw line end in a string is escaped" in_line '"raw":"a\nb\tc"' "$run-rawline"
arrived "$run" | valid_json && pass "all of it is JSON" || fail "all of it is JSON"

blob=$(head -c 3750000 /dev/zero | tr '\0' x)
{ event PostToolUse "$run-5mb" ",\"tool_name\":\"Agent\",\"tool_use_id\":\"toolu_1\",\"tool_input\":{\"description\":\"find it\",\"subagent_type\":\"Explore\",\"prompt\":\"first words $blob\\u00e9\\n\"},\"tool_response\":{\"status\":\"completed\",\"content\":[{\"type\":\"text\",\"text\":\"say \\\"$blob\\\" last words\"}],\"agentId\":\"a12\"}"; } | fire
check "an event of 7 MB arrives" wait_for has_arrived "$run-5mb" 1
check "reduced: true size noted" in_line '"reduced_from_bytes":75' "$run-5mb"
check "reduced: what the topology needs stays" in_line '"tool_use_id":"toolu_1","tool_input":{"description":"find it","subagent_type":"Explore","prompt":"first words [...] ' "$run-5mb"
check "reduced: what stands behind the bulk stays" in_line ' [...] last words"}],"agentId":"a12"}}' "$run-5mb"
last=$(arrived "$run-5mb" | wc -c)
check "reduced: below 10 kB" test "$last" -lt 10000
many=$(for ((i = 0; i < 60000; i++)); do printf '{"k":"value %d"},' "$i"; done)
event PostToolBatch "$run-many" ",\"tool_calls\":[${many%,}],\"tool_input\":{\"description\":\"kept\"}" | fire
check "an event of 60,000 small objects is reduced too" wait_for has_arrived "$run-many" 1
check "… to its scalars" in_line '"tool_calls":[],"tool_input":{"description":"kept"}' "$run-many"
event PostToolUse "$run-800kb" ",\"text\":\"${blob:0:800000}\"" | fire
check "an event of 800 kB arrives" wait_for has_arrived "$run-800kb" 1
check "… whole" test "$(arrived "$run-800kb" | wc -c)" -gt 800000
deep=$(printf '[%.0s' {1..10000})$(printf ']%.0s' {1..10000})
event PreToolUse "$run-deep" ",\"a\":$deep" | fire
check "10,000 levels of nesting" wait_for has_arrived "$run-deep" 1

# --- what the client's own files add ---------------------------------------------------------------------

session=$work/projects/s1
mkdir -p "$session/subagents"
client_event() { # NAME MARK MORE: of a session that has a transcript
  printf '{"session_id":"%s","transcript_path":"%s.jsonl","cwd":"/tmp","hook_event_name":"%s","mark":"%s"%s}\n' "$run" "$session" "$1" "$2" "$3"
}
assistant() { # MESSAGE_ID BLOCK_TYPE OUTPUT_TOKENS
  printf '{"isSidechain":false,"message":{"model":"claude-opus-4-6","id":"%s","type":"message","role":"assistant","content":[{"type":"%s","text":"\\"usage\\":{"}],"usage":{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,"cache_creation":{"ephemeral_5m_input_tokens":200},"output_tokens":%d}},"type":"assistant"}\n' "$@"
}
user() { printf '{"isSidechain":false,"type":"user","message":{"role":"user","content":"go on"}}\n'; }

meta=$session/subagents/agent-a77.meta.json
in_steps
client_event SubagentStart "$run-meta" ',"agent_id":"a77","agent_type":"Explore"' | fire
at_next_look
let_look
at_next_look # the first found nothing
printf '{"agentType":"Explore","toolUseId":"toolu_9","parent' > "$meta"
let_look
at_next_look # the second found half of it
check "a late agent_meta is waited for" has_arrived "$run-meta" 0
printf '{"agentType":"Explore","toolUseId":"toolu_9","parentAgentId":"a1",\n"spawnDepth":2}' > "$meta"
no_steps
check "… and the event arrives with it" wait_for has_arrived "$run-meta" 1
check "agent_meta attached" in_line '"agent_meta":{"agentType":"Explore","toolUseId":"toolu_9","parentAgentId":"a1","spawnDepth":2},"hook"' "$run-meta"
in_steps
client_event SubagentStart "$run-nometa" ',"agent_id":"a78","agent_type":"Explore"' | fire
at_next_look # at nothing but this one
event PreToolUse "$run-behind" | fire
client_event SubagentStop "$run-helper" ',"agent_id":"a79","agent_type":"","agent_transcript_path":"/nowhere/x.jsonl"' | fire
no_steps
check "a start without agent_meta arrives all the same" wait_for has_arrived "$run-nometa" 1
check "others do not wait for it" is_before "$run-behind" "$run-nometa"
check "a helper's stop does not wait" is_before "$run-helper" "$run-nometa"

progress() { printf '{"isSidechain":false,"type":"progress","data":{"type":"agent_progress","message":%s}}\n' "$(assistant "$@")"; }
{ user; progress msg_0 text 1000; assistant msg_1 thinking 1; assistant msg_1 tool_use 50; user; assistant msg_2 text 60; } > "$session.jsonl"
client_event Stop "$run-stop1" | fire
check "Stop arrives" wait_for has_arrived "$run-stop1" 1
check "agent_usage: each message once, its last block's" in_line '"agent_usage":{"input_tokens":20,"output_tokens":110,"cache_creation_input_tokens":400,"cache_read_input_tokens":6000,"requests":2,"model":"claude-opus-4-6"}' "$run-stop1"
{ user; assistant msg_3 thinking 5; } >> "$session.jsonl"
in_steps
client_event Stop "$run-stop2" | fire
at_next_look
let_look
at_next_look # the first found the last message without its end
assistant msg_3 text 7 >> "$session.jsonl"
no_steps
check "the next Stop arrives" wait_for has_arrived "$run-stop2" 1
check "agent_usage: goes on, and waits for the last message" in_line '"output_tokens":117,"cache_creation_input_tokens":600,"cache_read_input_tokens":9000,"requests":3' "$run-stop2"
{ user; assistant msg_8 text 9; } > "$session/subagents/agent-it's.jsonl"
client_event SubagentStop "$run-substop" ",\"agent_id\":\"a77\",\"agent_type\":\"Explore\",\"agent_transcript_path\":\"$session/subagents/agent-it's.jsonl\"" | fire
check "SubagentStop arrives" wait_for has_arrived "$run-substop" 1
check "agent_usage of the subagent" in_line '"output_tokens":9,' "$run-substop"

mkdir -p "$session/subagents/workflows/wf_it's-1"
printf '{"agentType":"workflow-subagent","workflowPhase":"scan","inWorkflowRun":true}' > "$session/subagents/workflows/wf_it's-1/agent-a78.meta.json"
client_event SubagentStart "$run-workflow" ',"agent_id":"a78","agent_type":"workflow-subagent"' | fire
check "an agent of a run of the Workflow tool arrives" wait_for has_arrived "$run-workflow" 1
check "… with the agent_meta in its run's folder" in_line '"workflowPhase":"scan"' "$run-workflow"

mkfifo "$work/pipe" "$session/subagents/agent-a80.meta.json"
for endless in /dev/zero "$work/pipe" /dev/tty; do
  client_event SubagentStop "$run-endless-${endless##*/}" ",\"agent_id\":\"a77\",\"agent_type\":\"Explore\",\"agent_transcript_path\":\"$endless\"" | fire
  check "a transcript that is $endless holds nothing up" wait_for has_arrived "$run-endless-${endless##*/}" 1
done
client_event SubagentStart "$run-pipe" ',"agent_id":"a80","agent_type":"Explore"' | fire
check "an agent_meta that is a pipe holds nothing up" wait_for has_arrived "$run-pipe" 1

# --- one flusher -----------------------------------------------------------------------------------------

wait_for spool_is_empty # no kcat is at work
first=$(flusher_of "$spool")
: > "$work/kcat.log"
for ((i = 0; i < 30; i++)); do
  (for ((j = 0; j < 10; j++)); do event PreToolUse "$run-par-$i-$j-" ",\"text\":\"${blob:0:9000}\"" | fire; done; [[ -z $broken_rules ]] || echo "$broken_rules" >> "$work/rules") &
  agents[i]=$!
done
wait "${agents[@]}"
check "30 agents at once: every event once" wait_for has_arrived "$run-par-" 300
check "… each with its own id" test "$(arrived "$run-par-" | sed 's/.*"id":"\([^"]*\)".*/\1/' | sort -u | wc -l)" -eq 300
arrived "$run-par-" | valid_json && pass "… none torn" || fail "… none torn"
last=$(awk '/start/ { if (++now > most) most = now } /end/ { now-- } END { print most + 0 }' "$work/kcat.log")
check "… one kcat at a time" test "$last" -eq 1
check "… one flusher" test "$(flusher_of "$spool")" = "$first"
spool=$work/spool-idle
with=(DELEGRAPH_IDLE_SECONDS=1)
event PreToolUse "$run-idle" | fire
check "it works" wait_for has_arrived "$run-idle" 1
check "… and ends when idle" wait_for test ! -L "$spool/lock"
with=()

spool=$work/spool-race
for ((i = 0; i < 30; i++)); do
  (event PreToolUse "$run-race-$i-" | fire) &
  agents[i]=$!
done
wait "${agents[@]}"
check "30 first events at once: every event once" wait_for has_arrived "$run-race-" 30
check "nothing is left in the spool" wait_for spool_is_empty

kill_flusher
event PreToolUse "$run-killed" | fire
check "a killed flusher is replaced" wait_for has_arrived "$run-killed" 1

# --- the broker is away ----------------------------------------------------------------------------------

spool=$work/spool-down
: > "$work/down"
for ((i = 0; i < 40; i++)); do event PreToolUse "$run-down-$i-" | fire; done
check "broker away: the reason is on record" wait_for grep -qs 'broker connections are down' "$spool/last_error"
kill_flusher
event PreToolUse "$run-down-40-" | fire
check "… nothing arrives" has_arrived "$run-down-" 0
rm "$work/down"
check "… and back: every event once" wait_for has_arrived "$run-down-" 41
check "… the spool is empty" wait_for spool_is_empty
check "… no error is left" wait_for test ! -s "$spool/last_error"
check "… none twice" has_arrived "$run-down-" 41

: > "$work/forgets"
event PreToolUse "$run-twice" | fire
wait_for test -s "$spool/last_error"
rm "$work/forgets"
wait_for spool_is_empty
check "delivered without confirmation: repeated under the same id" test "$(arrived "$run-twice" | sed 's/.*"id":"\([^"]*\)".*/\1/' | sort | uniq -d | wc -l)" -eq 1

spool=$work/spool-bound
with=(DELEGRAPH_SPOOL_MAX_MB=1)
: > "$work/down"
for ((i = 0; i < 30; i++)); do event PreToolUse "$run-bound-$i-" ",\"text\":\"${blob:0:100000}\"" | fire; done
wait_for test -s "$spool/dropped"
rm "$work/down"
event PreToolUse "$run-bound-30-" | fire
wait_for spool_is_empty
dropped=$(arrived "$run-bound-" | sed -n 's/.*"spool_dropped":\([0-9]*\).*/\1/p' | awk '{ n += $1 } END { print n + 0 }')
last="$(count "$run-bound-") arrived, $dropped reported as dropped"
check "a full spool drops the oldest and reports how many" test $(($(count "$run-bound-") + dropped)) -eq 31
check "… the newest arrives" has_arrived "$run-bound-30-" 1
check "… the oldest does not" has_arrived "$run-bound-0-" 0
with=()

# --- nowhere to write ------------------------------------------------------------------------------------

mkdir -p "$work/full"
if mount -t tmpfs -o size=256k none "$work/full" 2> /dev/null; then
  spool=$work/full/spool
  : > "$work/down"
  event PreToolUse "$run-full-before" | fire
  wait_for flusher_of "$spool" > /dev/null
  kill_flusher
  rm -f "$spool/pid" # or its block would be free for the next one
  cat /dev/zero > "$work/full/ballast" 2> /dev/null
  event PreToolUse "$run-full-lost" ",\"text\":\"${blob:0:100000}\"" | fire
  check "full disk: no half event stays" test "$(spooled)" -eq 1
  rm "$work/down"
  check "full disk: what was spooled before is delivered" wait_for has_arrived "$run-full-before" 1
  rm "$work/full/ballast"
  event PreToolUse "$run-full-after" | fire
  check "space again: events arrive" wait_for has_arrived "$run-full-after" 1
  check "full disk: what was lost is reported" test "$(arrived "$run-full-" | grep -c '"spool_dropped":1,')" -eq 1
  check "… and stays known for the doctor" test "$(cat "$spool/dropped_total")" = 1
  pid=$(flusher_of "$spool") && kill "$pid" && wait_for is_gone "$pid"
else
  skip "full disk" "mounting a tmpfs is not permitted here"
fi

spool=''
with=(HOME=/proc/none TMPDIR="$work/tmp")
event PreToolUse "$run-rohome" | fire
check "read-only home: the event goes through the temporary directory" wait_for has_arrived "$run-rohome" 1
with=(HOME=/proc/none TMPDIR=/proc/none)
event PreToolUse "$run-nowhere" | fire
with=(HOME= TMPDIR="$work/tmp")
event PreToolUse "$run-nohome" | fire
check "no HOME at all" wait_for has_arrived "$run-nohome" 1
spool=$work/spool-ro
with=(HOSTNAME=)
event PreToolUse "$run-nohost" | fire
check "no HOSTNAME" wait_for has_arrived "$run-nohost" 1

# --- settings, other ways --------------------------------------------------------------------------------

mkdir -p "$work/home/.config/delegraph"
printf '# a comment\nDELEGRAPH_SPOOL=%s\nDELEGRAPH_IDLE_SECONDS=2\nPATH=/nowhere\n' "$work/spool-file" > "$work/home/.config/delegraph/hook.env"
spool='' with=()
event PreToolUse "$run-file" | fire
check "settings from the file" wait_for has_arrived "$run-file" 1
check "… the spool is where it says" test -d "$work/spool-file/usage"
rm "$work/home/.config/delegraph/hook.env"
spool=$work/spool-clock
event PreToolUse "$run-clock" > "$work/clock"
# shellcheck disable=SC2016
as_hook bash -c 'unset EPOCHREALTIME; . "$0" < "$1"' "$hooks/telemetry-hook.sh" "$work/clock"
check "without a clock in bash: the file's time" wait_for has_arrived "$run-clock" 1
arrived "$run-clock" | valid_json && pass "… in the envelope" || fail "… in the envelope" "$(arrived "$run-clock")"

if command -v node > /dev/null; then
  node -e 'require("http").createServer((q, r) => { let b = ""; q.on("data", c => b += c); q.on("end", () => { require("fs").appendFileSync(process.argv[1], q.method + " " + q.url + " " + q.headers.authorization + " " + b + "\n"); r.statusCode = b.includes("refuse-me") ? 400 : 204; r.end() }) }).listen(0, "127.0.0.1", function () { require("fs").writeFileSync(process.argv[1] + ".port", "" + this.address().port) })' "$work/http" &
  server=$!
  wait_for test -s "$work/http.port"
  url=http://127.0.0.1:$(< "$work/http.port")
  in_http() { grep -F "$1" "$work/http" 2> /dev/null | grep -q "^POST /hooks Bearer sesame {\"v\":1,.*}$"; }
  # A PATH without kcat and curl.
  mkdir -p "$work/few"
  for tool in awk tail rm mkdir mkfifo ln mv readlink find du sleep id uname cat sh tr stat; do ln -sf "$(command -v $tool)" "$work/few/$tool"; done
  spool=$work/spool-tcp
  with=(PATH="$work/few" DELEGRAPH_HTTP="$url" DELEGRAPH_TOKEN=sesame)
  event PreToolUse "$run-tcp" ",\"text\":\"${blob:0:200000}\"" | fire
  check "no kcat, no curl: bash posts the envelope" wait_for in_http "$run-tcp"
  if command -v curl > /dev/null; then
    ln -sf "$(command -v curl)" "$work/few/curl"
    spool=$work/spool-curl
    event PreToolUse "$run-refuse-me" | fire
    event PreToolUse "$run-curl" ",\"text\":\"${blob:0:200000}\"" | fire
    check "no kcat: curl posts the envelope" wait_for in_http "$run-curl"
    check "an event that is refused does not hold up the others" wait_for spool_is_empty
  else
    skip "curl" "not on this machine"
  fi
  spool=$work/spool-nothing
  with=(PATH="$work/few" DELEGRAPH_HTTP=http://127.0.0.1:1)
  event PreToolUse "$run-nothing" | fire
  check "nobody listens: the event stays, the reason is on record" wait_for test -s "$spool/last_error"
  with=()
else
  skip "HTTP" "needs node for the endpoint"
fi

[[ -s $work/rules ]] && broken_rules+=$(< "$work/rules")
check "no hook ever printed or failed" test -z "$broken_rules"
if command -v shellcheck > /dev/null; then
  check "shellcheck" shellcheck "$hooks/telemetry-hook.sh" "$hooks/telemetry-flush.sh"
else
  skip "shellcheck" "not on this machine"
fi

((skipped)) && echo "$skipped skipped"
echo "$passed passed, $failed failed"
((failed == 0))
