# Shared by run.sh and blocking.sh: a directory of its own, a kcat on PATH that can be shut off, clean-up by id.
# shellcheck shell=bash disable=SC2034,SC2154

hooks=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/delegraph-hooks.XXXXXX")
spool=$work/spool bootstrap='' topic=agent.hooks
real_kcat=$(command -v kcat || command -v kafkacat)

# The stand-in appends its input to $work/topic; with a broker it is a gate in front of the real kcat.
# $work/down: fails like an absent broker. $work/forgets: delivers, but reports a failure.
make_kcat() {
  mkdir -p "$work/bin"
  cat > "$work/bin/kcat" << STANDIN
#!/bin/bash
echo "start \$\$" >> "$work/kcat.log"
trap 'echo "end \$\$" >> "$work/kcat.log"' EXIT
if [[ -e "$work/down" ]]; then echo "% ERROR: All broker connections are down" >&2; exit 1; fi
if [[ -n "$bootstrap" ]]; then "$real_kcat" "\$@" || exit; else cat >> "$work/topic"; fi
if [[ -e "$work/forgets" ]]; then echo "% ERROR: Broker transport failure" >&2; exit 1; fi
STANDIN
  chmod +x "$work/bin/kcat"
}

# The environment of a hook; nothing of the caller's own client or settings.
as_hook() {
  env -i PATH="$work/bin:$PATH" HOME="$work/home" HOSTNAME=testhost DELEGRAPH_SPOOL="$spool" DELEGRAPH_IDLE_SECONDS=600 \
    DELEGRAPH_BOOTSTRAP="$bootstrap" DELEGRAPH_TOPIC="$topic" CLAUDE_PID=$$ AI_AGENT=claude-code_2-1-330_harness "$@"
}

flusher_of() { # prints the process id of a spool's living flusher: another process may have got the id of a dead one
  local target
  target=$(readlink "$1/lock" 2> /dev/null) || return 1
  if [[ -d /proc/self ]]; then [[ $target/cwd -ef $1 ]]; else kill -0 "${target##*/}" 2> /dev/null; fi && echo "${target##*/}"
}

end_flushers() {
  local dir pid
  for dir in "$work"/spool* "$work"/tmp/delegraph-* "$work"/full/spool; do
    pid=$(flusher_of "$dir") && kill "$pid"
  done
}

kill_flusher() {
  local pid
  pid=$(flusher_of "$spool") && kill -9 "$pid" && wait_for is_gone "$pid"
}
is_gone() { # dead, reaped or not
  if [[ -d /proc/self ]]; then [[ ! -e /proc/$1/cwd ]]; else ! kill -0 "$1" 2> /dev/null; fi
}

spooled() { find "$spool" -name '*.hook' | wc -l; }
spool_is_empty() { [[ $(spooled) -eq 0 ]]; }

# wait_for COMMAND...: waits until it succeeds, for at most two minutes, so that load alone causes no failure.
wait_for() {
  local deadline=$((SECONDS + 120))
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05
  done
}
