#!/bin/bash
# How long a hook blocks the agent: test/blocking.sh [N] [PAYLOAD_BYTES] [--bootstrap-servers HOST:PORT]
# The time from starting telemetry-hook.sh until it has ended, as the client waits for it, over N calls one after
# the other (default 1000) with the payload (default 2000 bytes, the median) on a pipe; bash 5 needed for the clock.
# Prints one line of key=value pairs. The flusher works beside it, as in reality: its CPU is counted apart.

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
numbers=()
while (($#)); do
  case $1 in
    --bootstrap-servers) bootstrap=$2; shift ;;
    *) numbers+=("$1") ;;
  esac
  shift
done
calls=${numbers[0]:-1000} bytes=${numbers[1]:-2000}
spool=$work/spool
mkdir -p "$work/home"
make_kcat
trap 'end_flushers; rm -rf "$work"' EXIT

text=$(head -c "$((bytes > 250 ? bytes - 250 : 0))" /dev/zero | tr '\0' x)
event='{"session_id":"blocking","transcript_path":"/home/me/.claude/projects/p/blocking.jsonl","cwd":"/home/me/p","permission_mode":"default","hook_event_name":"PostToolUse","tool_name":"Read","tool_input":{"file_path":"/a"},"tool_response":{"content":"'$text'"}}'

ticks() { # CPU of a process and the children it has waited for, in clock ticks
  local stat
  read -r stat < "/proc/$1/stat" 2> /dev/null || { echo 0; return; }
  stat=${stat##*) }
  # shellcheck disable=SC2086
  set -- $stat
  echo $((${12} + ${13} + ${14} + ${15}))
}
children_ms() { # user and system time of the processes waited for, in `children`; `times` must not run in a subshell
  times > "$work/times"
  children=$(tail -n 1 "$work/times" | awk '{ for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); s += t[1] * 60 + t[2] } printf "%.0f", s * 1000 }')
}

# The environment is set once and for all, so that nothing but the hook is measured.
export HOME=$work/home HOSTNAME=testhost DELEGRAPH_SPOOL=$spool DELEGRAPH_IDLE_SECONDS=5 DELEGRAPH_TOPIC=$topic
export DELEGRAPH_BOOTSTRAP=$bootstrap CLAUDE_PID=$$ CLAUDE_CODE_SESSION_ID=blocking AI_AGENT=claude-code_2-1-330_harness
PATH=$work/bin:$PATH
"$hooks/telemetry-hook.sh" <<< "$event" # starts the flusher
wait_for 10 spool_is_empty
flusher=$(flusher_of "$spool")
flusher_before=$(ticks "$flusher")
children_ms
children_before=$children

took=()
for ((i = 0; i < calls; i++)); do
  start=${EPOCHREALTIME/[.,]/}
  "$hooks/telemetry-hook.sh" <<< "$event"
  took+=($((${EPOCHREALTIME/[.,]/} - start)))
done

children_ms
children=$((children - children_before))
wait_for 60 spool_is_empty
flusher_after=$(ticks "$flusher")
printf '%s\n' "${took[@]}" | sort -n | awk -v calls="$calls" -v bytes="$bytes" -v cpu="$children" \
  -v flusher="$(((flusher_after - flusher_before) * 1000 / $(getconf CLK_TCK)))" '
  { ms[NR] = $1 / 1000 }
  function at(q,    i) { i = int(NR * q); return ms[i < 1 ? 1 : i] }
  END { printf "blocking_ms_p50=%.2f blocking_ms_p95=%.2f blocking_ms_p99=%.2f blocking_ms_max=%.2f cpu_ms_per_call=%.2f flusher_cpu_ms_per_event=%.2f calls=%d payload_bytes=%d\n",
    at(.5), at(.95), at(.99), ms[NR], cpu / calls, flusher / calls, calls, bytes }'
