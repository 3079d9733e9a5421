#!/bin/bash -p
# Empties the spool of telemetry-hook.sh into Kafka (kcat) or, without kcat, into Delegraph's POST /hooks.
#
#   telemetry-flush.sh SPOOL        one per spool: a second one ends at once. Ends itself when idle.
#   telemetry-flush.sh --post       posts one envelope from stdin
#
# A file leaves the spool when its delivery is confirmed, so nothing is lost while the broker is down. What was
# delivered without a confirmation (a broker that dies while it answers) is sent again with the same envelope
# id: the topology drops repeats. SPOOL/last_error contains the last failure; it is empty when there is none.

LC_ALL=C
export LC_ALL
umask 077
here=${BASH_SOURCE[0]%/*}
[[ $here == /* ]] || here=$PWD/$here

# --- one envelope over HTTP ------------------------------------------------------------------------------

# Prints the status code. The token goes through a file descriptor: arguments are visible to every user.
post_with_curl() {
  curl -sS -m 10 --noproxy '127.0.0.1,localhost' -o /dev/null -w '%{http_code}' \
    -H 'Content-Type: application/json' -H 'Expect:' \
    -K <([[ -n $DELEGRAPH_TOKEN ]] && printf 'header = "Authorization: Bearer %s"\n' "$DELEGRAPH_TOKEN") \
    --data-binary @- "$url"
}

post_with_bash() {
  local rest=${url#http://} address body line
  [[ $url == http://* ]] || { echo "without curl only http:// works, not $url" >&2; return 1; }
  address=${rest%%/*}
  [[ $address == *:* ]] || address=$address:80
  body=$(cat)
  exec 3<> "/dev/tcp/${address%:*}/${address##*:}" || return 1
  {
    printf 'POST /%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nConnection: close\r\n' "${rest#*/}" "$address"
    [[ -n $DELEGRAPH_TOKEN ]] && printf 'Authorization: Bearer %s\r\n' "$DELEGRAPH_TOKEN"
    printf 'Content-Length: %d\r\n\r\n%s' "${#body}" "$body"
  } >&3
  IFS= read -r -t 10 line <&3
  line=${line#* }
  printf '%s' "${line%% *}"
}

if [[ $1 == --post ]]; then
  url=${DELEGRAPH_HTTP:-http://127.0.0.1:8080}
  url=${url%/}/hooks
  if command -v curl > /dev/null && [[ $DELEGRAPH_VIA != tcp ]]; then status=$(post_with_curl); else status=$(post_with_bash); fi
  case $status in
    2??) exit 0 ;;
    413) echo "$url: message too large" >&2 ;;
    400 | 415 | 422) echo "$url: message rejected, status $status" >&2 ;;
    *) echo "$url: status ${status:-none}" >&2 ;;
  esac
  exit 1
fi

# --- one flusher per spool -------------------------------------------------------------------------------

trap '' HUP PIPE
cd "$1" || exit 0
shopt -s nullglob

# The lock is a symbolic link to this process in /proc: made atomically, needs no space on a full disk, and the
# hook checks with one stat whether it leads to a living flusher (macOS has no /proc: there the pid file serves).
lock() {
  local holder
  if ! ln -s "/proc/$$" lock 2> /dev/null; then
    holder=$(readlink lock)
    alive "${holder##*/}" && return 1
    [[ $(readlink lock) == "$holder" ]] && mv -f lock "lock.dead.$$" && rm -f "lock.dead.$$"
    ln -s "/proc/$$" lock 2> /dev/null || return 1
  fi
  echo $$ 2> /dev/null > pid
  return 0 # on a full disk too, where the pid file stays empty
}

alive() {
  if [[ -d /proc/self ]]; then [[ /proc/$1/cwd -ef . ]]; else [[ $(ps -o args= -p "$1" 2> /dev/null) == *telemetry-flush* ]]; fi
}

# Two that find a dead lock at the same moment can both get it for an instant: the first one then sees this.
is_mine() {
  if [[ -d /proc/self ]]; then [[ lock -ef /proc/$$ ]]; else [[ $(readlink lock) == "/proc/$$" ]]; fi
}

# Hooks append to it when the disk is full, so its space is allocated now.
[[ -s lost ]] || echo 2> /dev/null > lost
lock || exit 0

# --- settings --------------------------------------------------------------------------------------------

plain() { printf '%s' "${1//[!A-Za-z0-9._@-]/}"; }
host=$(plain "${HOSTNAME:-$(uname -n)}")
user=$(plain "$(id -un)")
number() { case $1 in "" | *[!0-9]*) echo "$2" ;; *) echo "$1" ;; esac; }
limit=$(number "$DELEGRAPH_MAX_BYTES" 990000)
spool_max_mb=$(number "$DELEGRAPH_SPOOL_MAX_MB" 256)
idle_seconds=$(number "$DELEGRAPH_IDLE_SECONDS" 60)
max=$limit
kcat=$(command -v kcat || command -v kafkacat)
# The sink is text for the shell that awk starts, which evaluates its quotes and variables.
# shellcheck disable=SC2016,SC2089,SC2090
if [[ -n $kcat && ${DELEGRAPH_VIA:-kcat} == kcat ]]; then
  mode=keyed
  : "${DELEGRAPH_BOOTSTRAP:=127.0.0.1:9092}" "${DELEGRAPH_TOPIC:=agent.hooks}"
  # murmur2_random is Java's partitioner. Without message.timeout.ms a missing topic would hang forever.
  sink="$kcat -P -b \"\$DELEGRAPH_BOOTSTRAP\" -t \"\$DELEGRAPH_TOPIC\" -K '	' -Z -X topic.partitioner=murmur2_random \
-X message.timeout.ms=10000 -X message.max.bytes=$((limit + 10000)) -X queue.buffering.max.kbytes=32768 -X compression.codec=lz4 \
$DELEGRAPH_KCAT_OPTS > /dev/null && echo confirmed"
else
  mode=single
  sink='"$BASH" -p "$here/telemetry-flush.sh" --post && echo confirmed'
fi
# shellcheck disable=SC2090
export DELEGRAPH_BOOTSTRAP DELEGRAPH_TOPIC DELEGRAPH_TOKEN DELEGRAPH_HTTP DELEGRAPH_VIA BASH here host user mode sink

mkdir -p usage
find usage -type f -mtime +7 -exec rm -f {} +
find . -name 'client-*' -mtime +7 -exec rm -f {} +
[[ -p wake ]] || mkfifo wake
if [[ -p wake ]]; then exec 9<> wake; else exec 9< /dev/null; fi

# --- the work --------------------------------------------------------------------------------------------

batch_size=500 # halved when a batch fails, so that one bad event is found, and doubled when one succeeds
delay=0        # seconds, while the broker is down
patience=()    # files that wait for something, with the number of checks so far: "NAME TIMES"

# The oldest go first when the spool is over its limit; the next envelope says how many.
trim() {
  local used lost names
  used=$(du -sk . 2> /dev/null) used=${used%%[!0-9]*}
  ((used > spool_max_mb * 1024)) || return
  names=(*.hook)
  ((${#names[@]})) || return
  lost=$((${#names[@]} / 10 + 1))
  rm -f "${names[@]:0:lost}"
  add_dropped "$lost"
}

# In `dropped` until an envelope has reported them; their total is in `dropped_total`, for the doctor.
add_dropped() {
  local before total=0
  before=$(lost_so_far)
  [[ -s dropped_total ]] && read -r total < dropped_total
  # Written next to the old file first, so that a full disk does not lose the previous count.
  echo $((total + $1)) 2> /dev/null > dropped_total.new && echo $((before + $1)) 2> /dev/null > dropped.new || return
  mv -f dropped_total.new dropped_total
  mv -f dropped.new dropped
}

# Counts events that hooks could not write: one byte each behind the line end.
count_unwritten() {
  local bytes
  bytes=$(wc -c < lost) bytes=${bytes//[!0-9]/}
  ((bytes > 1)) || return
  add_dropped $((bytes - 1)) && echo > lost # or later, when there is room
}

lost_so_far() {
  local n=0
  [[ -s dropped ]] && read -r n < dropped
  echo "$n"
}

# A waiting file is checked again in every turn. 40 checks take about 2 s; the client needs 50 ms.
looks() {
  local entry n=0
  local kept=()
  for entry in ${patience[@]+"${patience[@]}"}; do
    if [[ ${entry% *} == "$1" ]]; then n=${entry##* }; else kept+=("$entry"); fi
  done
  ((n++))
  patience=(${kept[@]+"${kept[@]}"} "$1 $n")
  ((n >= 40)) && final+=" $1 "
}

forget() {
  local entry kept=()
  ((${#patience[@]})) || return
  for entry in "${patience[@]}"; do [[ ${entry% *} == "$1" ]] || kept+=("$entry"); done
  patience=(${kept[@]+"${kept[@]}"})
}

# Sends the given files; false if any of them could not be delivered.
flush() {
  local report verdict name answered=0 lost=0 given=() done_with=() trouble=''
  count_unwritten
  dropped=$(lost_so_far)
  export max final dropped
  report=$(awk -f "$here/envelope.awk" "$@" 2>&1)
  while read -r verdict name; do
    case $verdict in
      begin) given=() ;;
      given) given+=("$name") ;;
      confirmed) done_with+=(${given[@]+"${given[@]}"}) given=() ;;
      later) looks "$name"; ((answered++)) ;;
      torn) # being written, or its hook was killed
        [[ -n $(find "$name" -mmin +1) ]] && rm -f "$name" && ((lost++))
        ((answered++))
        ;;
      *) trouble+="$verdict $name"$'\n' ;;
    esac
  done <<< "$report"
  if ((${#done_with[@]})); then
    rm -f "${done_with[@]}"
    ((dropped)) && rm -f dropped
    for name in "${done_with[@]}"; do forget "$name"; done
  fi
  ((lost)) && add_dropped "$lost"
  if ((answered + ${#done_with[@]} < $#)); then
    printf '%s' "$trouble" 2> /dev/null > last_error
    [[ $trouble == *[Tt]oo\ large* ]] && refused=large
    [[ $trouble == *rejected* ]] && refused=1
    return 1
  fi
  [[ -s last_error ]] && : > last_error
  return 0
}

# An event that the broker rejects must not block the others: it is reduced further, then dropped.
give_way() {
  if [[ $refused == large ]] && ((max > 10000)); then
    max=$((max / 2))
  else
    rm -f "$1"
    add_dropped 1
    max=$limit
  fi
}

final='' idle_since=$SECONDS
while is_mine; do
  files=(*.hook)
  refused=''
  for ((i = 0; i < ${#files[@]}; i += size)); do
    size=$batch_size
    if flush "${files[@]:i:size}"; then
      delay=0 max=$limit
      ((batch_size < 500)) && batch_size=$((batch_size * 2))
      continue
    fi
    if ((batch_size == 1 && ${#refused})); then
      give_way "${files[i]}"
    else
      batch_size=$(((size < ${#files[@]} ? size : ${#files[@]}) / 2))
      ((batch_size)) || batch_size=1
    fi
    if [[ -n $refused ]]; then # the broker is there
      delay=0
    else
      delay=$((delay ? delay * 2 : 1))
      ((delay > 10)) && delay=10
    fi
    break
  done
  if ((delay)); then
    trim
    sleep $delay # not woken by events: they wait in the spool
  elif ((${#files[@]})); then
    # Events that arrive meanwhile are sent as one batch: at 100 events a second this halves the CPU time, at a cost of 50 ms.
    sleep 0.05
  else
    read -r -t 1 <&9 || [[ -p wake ]] || sleep 1
    if ((SECONDS - idle_since > idle_seconds)); then
      rm -f lock pid
      files=(*.hook) # one that saw the lock just before
      ((${#files[@]})) && lock || exit 0
    fi
    continue
  fi
  idle_since=$SECONDS
done
exit 0
