#!/bin/bash
# How long a hook blocks the agent: test/blocking.sh [N] [PAYLOAD_BYTES] [--gap SECONDS] [--bootstrap-servers HOST:PORT]
# The time from starting telemetry-hook.sh until it has ended, as the client waits for it, over N calls (default
# 1000) with the payload (default 2000 bytes, the median) on a pipe, one after the other without a pause unless
# --gap gives one. Fifty calls alternate with fifty of an empty bash script: the difference is the hook's own time, the
# rest is the machine's. Needs bash 5 for the clock.
# Prints one line of key=value pairs. The flusher runs at the same time, as in reality; its CPU time is counted separately.

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
numbers=() gap=''
while (($#)); do
  case $1 in
    --bootstrap-servers) bootstrap=$2; shift ;;
    --gap) gap=$2; shift ;;
    *) numbers+=("$1") ;;
  esac
  shift
done
calls=$(((${numbers[0]:-1000} + 49) / 50 * 50)) bytes=${numbers[1]:-2000}
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
children_ms() { # user and system time of the processes waited for, in `children`: builtins only, so that nothing is added
  local user system part
  times > "$work/times"
  { read -r _ && read -r user system; } < "$work/times" # 0m1.234s 0m0.567s
  children=0
  for part in "$user" "$system"; do
    part=${part%s}
    children=$((children + ${part%m*} * 60000))
    part=${part#*m}
    children=$((children + 10#${part/./}))
  done
}

# The environment is set once, so that only the hook is measured.
export HOME=$work/home HOSTNAME=testhost DELEGRAPH_SPOOL=$spool DELEGRAPH_IDLE_SECONDS=5 DELEGRAPH_TOPIC=$topic
export DELEGRAPH_BOOTSTRAP=$bootstrap CLAUDE_PID=$$ CLAUDE_CODE_SESSION_ID=blocking AI_AGENT=claude-code_2-1-330_harness
PATH=$work/bin:$PATH
"$hooks/telemetry-hook.sh" <<< "$event" # starts the flusher
wait_for spool_is_empty
flusher=$(flusher_of "$spool")
flusher_before=$(ticks "$flusher")

mkfifo "$work/silence"
exec 8<> "$work/silence" # to pause without a process
measure() { # LOG COMMAND
  local start=${EPOCHREALTIME/[.,]/}
  "$2" <<< "$event"
  echo $((${EPOCHREALTIME/[.,]/} - start)) >> "$1"
  [[ -z $gap ]] || read -r -t "$gap" <&8
}
printf '#!/bin/bash -p\n' > "$work/empty.sh"
chmod +x "$work/empty.sh"
cpu=0
for ((done = 0; done < calls; done += 50)); do
  for ((i = 0; i < 50; i++)); do measure "$work/empty" "$work/empty.sh"; done
  children_ms
  cpu=$((cpu - children))
  for ((i = 0; i < 50; i++)); do measure "$work/took" "$hooks/telemetry-hook.sh"; done
  children_ms
  cpu=$((cpu + children))
done

wait_for spool_is_empty
flusher_after=$(ticks "$flusher")
quantiles() { # PREFIX LOG
  sort -n "$2" | awk -v name="$1" '
    { ms[NR] = $1 / 1000 }
    function at(q,    i) { i = int(NR * q); return ms[i < 1 ? 1 : i] }
    END { printf "%s_p50=%.2f %s_p95=%.2f %s_p99=%.2f %s_max=%.2f ", name, at(.5), name, at(.95), name, at(.99), name, ms[NR] }'
}
quantiles blocking_ms "$work/took"
quantiles empty_script_ms "$work/empty"
awk -v calls="$calls" -v bytes="$bytes" -v cpu="$cpu" -v flusher="$(((flusher_after - flusher_before) * 1000 / $(getconf CLK_TCK)))" 'BEGIN {
  printf "cpu_ms_per_call=%.2f flusher_cpu_ms_per_event=%.2f calls=%d payload_bytes=%d\n", cpu / calls, flusher / calls, calls, bytes }'
