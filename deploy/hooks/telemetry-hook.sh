#!/bin/bash -p
# Delegraph's hook producer: Claude Code runs it once per hook event, with the event as JSON on stdin.
#
# The agent waits for this process, so it does one thing: put the event into a spool directory. Everything
# slow (parsing, waiting for files of the client, Kafka) is telemetry-flush.sh's, one per machine and user.
# On the usual path no process is started here: bash builtins only, from bash 3.2 (macOS) on.
#
# Whatever happens, nothing is printed (the client would show it to the model) and the exit code is 0
# (2 would block the agent). -p above: no BASH_ENV and no exported functions of the user's can slow this down.
#
# A spool file: a header line, the event as it came, and an end line that a half-written file lacks.
#   delegraph/1 ID AT_MS|- CLIENT_VERSION|- CLIENT_PID|- ANCESTOR,PIDS|-
#   {"session_id":…}
#   #end ID

exec > /dev/null 2>&1
trap 'exit 0' EXIT
trap '' PIPE
export LC_ALL=C # bytes, not characters: faster, and a broken UTF-8 sequence is no error
umask 077

settings=${DELEGRAPH_CONFIG:-${XDG_CONFIG_HOME:-$HOME/.config}/delegraph/hook.env}
if [[ -r $settings ]]; then
  while IFS='=' read -r key value || [[ -n $key ]]; do # KEY=value lines, no shell code; the environment wins
    value=${value#\"} value=${value%\"}
    [[ $key == DELEGRAPH_[A-Z]* && $key != *[!A-Z_]* && -z ${!key} ]] && export "$key=$value"
  done < "$settings"
fi

# From a pipe, bash reads single bytes unless a number is given (-N, bash 4.1): 64 kB take 30 ms without it and
# 2 ms with it. The rest after the first block is read by tr, one process.
if ((BASH_VERSINFO[0] > 4 || (BASH_VERSINFO[0] == 4 && BASH_VERSINFO[1] > 0))); then
  block=65536
  IFS= read -r -N $block event
else
  block=4096
  IFS= read -r -d '' -n $block event
fi
[[ ${#event} -lt 64 && $event != *[!$' \t\r\n']* ]] && exit 0

# A spool belongs to one machine: homes can be shared, process ids can not.
[[ -n $HOME$XDG_STATE_HOME ]] && spool=${XDG_STATE_HOME:-$HOME/.local/state}/delegraph/spool/${HOSTNAME:-localhost}
spool=${DELEGRAPH_SPOOL:-$spool}
if [[ -z $spool || ! -w $spool || ! -d $spool ]]; then
  [[ -n $spool ]] && mkdir -p "$spool"
  if [[ -z $spool || ! -w $spool || ! -d $spool ]]; then # a read-only home
    spool=${TMPDIR:-/tmp}/delegraph-$UID
    [[ -d $spool ]] || mkdir -m 700 "$spool"
    [[ -O $spool && -w $spool && ! -L $spool ]] || exit 0 # somebody else's directory under our name
  fi
fi

if [[ -n $EPOCHREALTIME ]]; then
  micros=${EPOCHREALTIME/[.,]/}
  at=${micros%???} id=$micros-$$-$RANDOM
else
  # Before bash 5 there is no clock without a process: the flusher takes the file's modification time.
  session=${CLAUDE_CODE_SESSION_ID:-$HOSTNAME}
  at=- id=0-${session//[!A-Za-z0-9-]/}-$$-$RANDOM$RANDOM
fi

version=-
case $AI_AGENT in # claude-code_2-1-330_harness
  claude-code_[0-9]*) version=${AI_AGENT#claude-code_} version=${version%%_*} version=${version//-/.} ;;
esac

# The ancestors of the client show which agent's Bash started it. They are queried once per client and kept in a file.
ancestors=- client=-
if [[ $CLAUDE_PID == [1-9]* && $CLAUDE_PID != *[!0-9]* ]]; then
  client=$CLAUDE_PID
  known=$spool/client-$client-${CLAUDE_CODE_SESSION_ID//[!A-Za-z0-9-]/}
  if [[ -r $known ]]; then
    read -r ancestors < "$known"
  elif [[ -r /proc/$client/stat ]]; then
    parent=$client ancestors=
    while ((parent > 1 && ${#ancestors} < 500)); do
      read -r stat < "/proc/$parent/stat" || break
      stat=${stat##*) } # the command's name may hold blanks and brackets; behind it: state, parent
      stat=${stat#* }
      parent=${stat%% *}
      ((parent > 0)) || break
      ancestors+=${ancestors:+,}$parent
    done
    ancestors=${ancestors:--}
    printf '%s\n' "$ancestors" > "$known"
  fi
fi

# The file is not written under another name and renamed, because renaming takes a process. The end line marks it as complete.
file=$spool/$id.hook
header="delegraph/1 $id $at $version $client $ancestors"
if ((${#event} < block)); then
  printf '%s\n%s\n#end %s\n' "$header" "$event" "$id" > "$file"
else
  { printf '%s\n%s' "$header" "$event" && tr -d '\000' && printf '\n#end %s\n' "$id"; } > "$file"
fi || { rm -f "$file"; printf . >> "$spool/lost"; } # a full disk; the flusher counts it and can still make room

# Is the flusher alive? Its lock is a link to its /proc entry and it works in the spool: one stat is enough.
# Without /proc the process id is used; as another process may have the same id, a session's start always checks.
alive=
if [[ -d /proc/self ]]; then
  [[ $spool/lock/cwd -ef $spool ]] && alive=1
elif [[ $event != *'"SessionStart"'* && -r $spool/pid ]]; then
  read -r pid < "$spool/pid" && kill -0 "$pid" && alive=1
fi
if [[ -n $alive ]]; then
  # Opened for reading too, or it would block without a reader.
  [[ -p $spool/wake ]] && printf '\n' 1<> "$spool/wake"
else
  here=${BASH_SOURCE[0]%/*}
  [[ -r $here/telemetry-flush.sh ]] || here=$(readlink "${BASH_SOURCE[0]}") here=${here%/*}
  set -m # a process group of its own: the client may end the hook's
  "$BASH" -p "$here/telemetry-flush.sh" "$spool" < /dev/null > /dev/null 2>&1 &
fi
exit 0
