# Turns spool files (telemetry-hook.sh writes them) into envelopes, one line each, and hands them to a command.
#
#   sink=COMMAND … awk -f envelope.awk FILE...
#
# By environment (a value given by -v would have its backslashes interpreted):
#   sink       shell command that takes the lines, and prints "confirmed" when they are delivered
#   mode       keyed: one sink for all, each line KEY<tab>ENVELOPE; single: a sink per envelope
#   host user  of this machine, as JSON string content
#   max        bytes that an event may have; a larger one is reduced
#   final      " FILE FILE " that must not wait any longer for missing data
#   dropped    events that the full spool has lost, reported by the first envelope
#
# Prints lines: given FILE before the sink's own "confirmed", which covers the files given since "begin";
# later FILE (the client has yet to write its agent_meta or the transcript's end), torn FILE (no end line). Any other
# line is an error message of the sink.
#
# POSIX awk (macOS, mawk, gawk, busybox). JSON is read by splitting at the quotation marks (RS): linear, and
# events of several MB stay out of string operations that copy.

BEGIN {
  sink = ENVIRON["sink"]; mode = ENVIRON["mode"]; host = ENVIRON["host"]; user = ENVIRON["user"]
  at_once = 33554432 # bytes of a transcript; the next look goes on from there
  max = ENVIRON["max"] + 0; final = ENVIRON["final"]; dropped = ENVIRON["dropped"] + 0
  for (i = 1; i < ARGC; i++) {
    verdict = convert(ARGV[i])
    if (verdict != "") { print verdict, ARGV[i]; continue }
    if (mode == "single") print "begin"
    print "given", ARGV[i]
    if (mode == "single") deliver()
    else given = 1
  }
  if (given) deliver()
}

# Not every awk returns a command's failure from close(), so the command prints "confirmed" itself.
function deliver() {
  fflush()
  close(sink)
}

# Sends one file: "" when its envelope went to the sink, else the reason.
function convert(name,    level, waits) {
  for (level = 0; level <= 2; level++) {
    if (!read_event(name, level)) return "torn"
    if (want == "done" && size <= max) break
    if (want == "broken") { quote_broken(name); break }
  }
  if (level == 3) quote_broken(name) # valid, and still too large when reduced to its scalars
  reduced = level > 0
  meta_from = meta_to = 0
  usage = ""
  waits = !look_for_meta() + !look_for_usage()
  if (waits && !index(final, " " name " ")) return "later"
  write_envelope(name)
  return ""
}

# --- reading ---------------------------------------------------------------------------------------------

# Parses the event of a file into out[1..event_to]. Level 0 keeps everything, 1 cuts long strings, 2 keeps only
# scalars of the event, tool_input and tool_response. False if the file has no end line.
function read_event(name, level,    piece, held, first, end, whole) {
  keep_depth = level == 2 ? 2 : 1000000000
  cut = level == 0 ? 0 : level == 1 ? 2000 : 200
  begin_json()
  split("", field)
  end = first = ""
  RS = "\""
  pieces = bytes_read = 0
  while ((getline piece < name) > 0) {
    if (pieces++ == 0) {
      if (!(first = index(piece, "\n"))) break
      split(substr(piece, 1, first - 1), header, " ")
      piece = substr(piece, first + 1)
      end = "\n#end " header[2] "\n"
    } else {
      take(held, 0)
    }
    bytes_read += length(piece) + 1
    held = piece
  }
  close(name)
  RS = "\n"
  if (end == "") return 0
  whole = length(held) >= length(end) && substr(held, length(held) - length(end) + 1) == end
  if (!whole) return 0
  bytes_read -= length(end) + 1
  take(substr(held, 1, length(held) - length(end)), 1)
  end_json()
  event_to = out_count
  return 1
}

function begin_json() {
  depth = in_string = skipping = fields = 0
  want = "v"
  size = out_count = 0
}

function end_json() { if (want != "done" || in_string) want = "broken" }

# Handles the text between two quotation marks, alternately outside and inside a string.
function take(piece, is_last) {
  if (want == "broken") return
  if (in_string) {
    if (piece ~ /[\001-\037]/) piece = escape_controls(piece)
    part(piece)
    if (piece ~ /\\$/ && odd_backslashes(piece)) { part("\""); return } # the mark is escaped: part of the string
    in_string = 0
    end_string()
  } else {
    structure(piece)
    if (is_last) return
    in_string = 1
    begin_string()
  }
}

function odd_backslashes(s,    n) {
  n = length(s)
  while (n > 0 && substr(s, n, 1) == "\\") n--
  return (length(s) - n) % 2
}

# Raw line ends and other control characters within a string are invalid JSON, but their meaning is clear.
function escape_controls(s) {
  gsub(/\n/, "\\n", s)
  gsub(/\t/, "\\t", s)
  gsub(/[\001-\037]/, " ", s)
  return s
}

# Brackets, commas, colons, numbers, true, false, null. `want` is what may come next:
# v value, v] value or ], k key, k} key or }, : colon, e comma or end, done, broken.
function structure(s,    c, i, n, rest) {
  n = length(s)
  for (i = 1; i <= n && want != "broken"; i++) {
    c = substr(s, i, 1)
    if (c == ":") want = want == ":" ? "v" : "broken"
    else if (c == ",") want = want != "e" ? "broken" : kind[depth] == "{" ? "k" : "v"
    else if (c == "{" || c == "[") open_container(c)
    else if (c == "}" || c == "]") close_container(c)
    else if (c !~ /[ \t\r\n]/) {
      rest = substr(s, i, 100)
      if (!match(rest, /^[-+.0-9a-zA-Z]+/)) { want = "broken"; return }
      literal(substr(rest, 1, RLENGTH))
      i += RLENGTH - 1
    }
  }
}

function open_container(c) {
  if (want !~ /^v/ || (depth == 0 && c == "[")) { want = "broken"; return }
  lead()
  emit(c)
  if (depth >= keep_depth || (cut == 200 && depth == 1 && key[1] !~ /^tool_(input|response)$/)) {
    if (!skipping) skipping = depth + 1
  }
  kind[++depth] = c
  count[depth] = 0
  key[depth] = ""
  want = c == "{" ? "k}" : "v]"
}

function close_container(c) {
  if (depth == 0 || (c == "}") != (kind[depth] == "{") || (want != "e" && want != "k}" && want != "v]")) { want = "broken"; return }
  if (skipping == depth) skipping = 0
  depth--
  emit(c)
  want = depth ? "e" : "done"
}

function literal(s) {
  if (want !~ /^v/ || depth == 0 || s !~ /^(true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)$/) { want = "broken"; return }
  if (lead(1)) emit(s)
  want = "e"
}

# A string is emitted part by part, unless it may have to be cut.
function begin_string() {
  if (want !~ /^[vk]/ || depth == 0) { want = "broken"; return }
  is_key = want ~ /^k/
  text = tail = ""
  text_size = 0
  named = !is_key && depth == 1 && key[1] ~ /^(session_id|hook_event_name|agent_id|agent_type|transcript_path|agent_transcript_path)$/
  direct = !is_key && !cut
  if (direct) { lead(); emit("\"") }
}

function part(s) {
  if (want == "broken") return
  text_size += length(s)
  if (direct) {
    emit(s)
    if (named && length(text) < 4000) text = text s
  } else if (is_key || length(text) <= 2 * cut) {
    text = text s
  } else {
    tail = tail s
    if (length(tail) > 2 * cut) tail = substr(tail, length(tail) - cut)
  }
}

function end_string() {
  if (want == "broken") return
  if (is_key) {
    key[depth] = text
    want = ":"
    return
  }
  if (named) field[key[1]] = text
  if (direct) emit("\"")
  else if (lead(1)) emit("\"" (text_size > cut ? shortened(text tail) : text) "\"")
  want = "e"
}

# The beginning and the end of a long string. Cut at blanks, so never within an escape or a UTF-8 sequence.
function shortened(s,    head, end) {
  head = substr(s, 1, cut / 2)
  if (!sub(/ [^ ]*$/, "", head)) head = ""
  end = substr(s, length(s) - cut / 2)
  if (!sub(/^[^ ]* /, "", end)) end = ""
  return head " [...] " end
}

# Comma and key before a value; false if the value is left out.
function lead(scalar) {
  if (skipping) return 0
  if (scalar && cut == 200 && ++fields > 500) return 0
  if (depth) {
    if (count[depth]++) emit(",")
    if (kind[depth] == "{") emit("\"" key[depth] "\":")
  }
  return 1
}

# Beyond the limit the output is discarded: the file is read again at the next level.
function emit(s) {
  if (skipping) return
  size += length(s)
  if (size <= max) out[++out_count] = s
}

# Invalid JSON becomes a string in `hook`, which the topology rejects visibly.
function quote_broken(name,    line, s, first) {
  while (length(s) < 4000 && (getline line < name) > 0) if (first++) s = s line "\n"
  close(name)
  sub(/\n\n#end [^\n]*\n$/, "", s)
  s = substr(s, 1, 4000)
  gsub(/\\/, "&&", s)
  gsub(/"/, "\\\\&", s)
  s = escape_controls(s)
  gsub(/[\177-\377]/, "?", s)
  split("", field)
  size = out_count = 0
  emit("\"" s "\"")
  event_to = out_count
}

# --- what the client's own files add ---------------------------------------------------------------------

# agent_meta contains the exact parent of a subagent. The client writes it 3 to 21 ms after the hook has started.
# Agents of the Workflow tool have it in a folder of their run.
function look_for_meta(    path, note, command, line, all, parts, n, i) {
  if (field["hook_event_name"] != "SubagentStart" || field["agent_id"] !~ /^[A-Za-z0-9_-]+$/) return 1
  path = unescape(field["transcript_path"])
  if (!sub(/\.jsonl$/, "", path)) return 1
  path = path "/subagents"
  note = "agent-" field["agent_id"] ".meta.json"
  command = "for f in " shell_quoted(path "/" note) " " shell_quoted(path) "/workflows/*/" note \
    "; do [ -f \"$f\" ] && head -c 4000 \"$f\" 2>/dev/null && break; done"
  while ((command | getline line) > 0) all = all line " "
  close(command)
  if (all == "") return 0
  n = split(all, parts, "\"")
  keep_depth = 1000000000
  cut = 0
  saved_size = size
  depth = in_string = skipping = size = 0
  want = "v"
  for (i = 1; i <= n; i++) take(parts[i], i == n)
  end_json()
  size += saved_size
  if (want != "done") { out_count = event_to; size = saved_size; return 0 } # half written
  meta_from = event_to + 1
  meta_to = out_count
  return 1
}

# agent_usage: the transcript's tokens up to here, each message once. The client writes the last message up to
# 50 ms after the hook has started: it is there when the last entry is an assistant's text.
function look_for_usage(    event, path) {
  event = field["hook_event_name"]
  if (event == "SubagentStop") {
    if (field["agent_type"] == "") return 1 # a helper of the client's own
    path = unescape(field["agent_transcript_path"])
  } else if (event == "Stop") {
    path = unescape(field["transcript_path"])
  }
  if (path == "") return 1
  if (!sum_transcript(path, event == "Stop", 1)) sum_transcript(path, event == "Stop", 0)
  if (requests) usage = sprintf("{\"input_tokens\":%.0f,\"output_tokens\":%.0f,\"cache_creation_input_tokens\":%.0f,\"cache_read_input_tokens\":%.0f,\"requests\":%d,\"model\":\"%s\"}", \
    sum["input"], sum["output"], sum["created"], sum["cached"], requests, model)
  return ended
}

# A transcript can have 50 MB and a session hundreds of stops, so the read position and the sums are kept in a
# file. The last line is always read again, as it may have been half written. False if the cache does not fit.
function sum_transcript(path, main, use_cache,    line, cache, command, old, lines, offset, n, parts, id, name) {
  cache = path
  gsub(/[^A-Za-z0-9]/, "-", cache)
  cache = "usage/" (length(cache) > 150 ? substr(cache, length(cache) - 149) : cache)
  offset = requests = ended = 0
  model = last_id = ""
  for (n = split("input output created cached", usage_names, " "); n; n--) sum[usage_names[n]] = last[usage_names[n]] = 0
  if (use_cache && (getline line < cache) > 0 && split(line, old, "\t") == 13) {
    offset = old[1]; requests = old[2]; ended = old[3]; model = old[4]; last_id = old[5]
    for (n = 1; n <= 4; n++) { sum[usage_names[n]] = old[5 + n]; last[usage_names[n]] = old[9 + n] }
  }
  close(cache)
  # A payload may name any path: devices and pipes are not read, files in blocks.
  command = "[ -f " shell_quoted(path) " ] && tail -c +" (offset + 1) " " shell_quoted(path) " 2>/dev/null | head -c " at_once
  lines = 0
  while ((command | getline line) > 0) {
    if (lines++) offset += length_of_previous + 1
    length_of_previous = length(line)
    if (main && index(line, "\"isSidechain\":true")) continue # subagents' entries, in older clients' transcripts
    if (index(line, "\"type\":\"progress\"")) continue # so are these
    if (index(line, "\"type\":\"user\"")) ended = 0
    if (!index(line, "\"type\":\"assistant\"") || index(line, "\"model\":\"<synthetic>\"")) continue
    if (!match(line, /"id":"[^"]*","type":"message"/) && !match(line, /"id":"msg_[^"]*"/)) continue
    id = substr(line, RSTART + 6, RLENGTH - 6)
    id = substr(id, 1, index(id, "\"") - 1)
    if ((n = split(line, parts, /"usage":[{]/)) < 2) continue
    ended = index(line, "\"type\":\"text\"") && !index(line, "\"type\":\"tool_use\"")
    # A message's usage is repeated with each of its blocks, the last one's counts.
    if (id != last_id) { requests++; for (name in last) last[name] = 0 }
    last_id = id
    count_tokens("input", parts[n], "input_tokens")
    count_tokens("output", parts[n], "output_tokens")
    count_tokens("created", parts[n], "cache_creation_input_tokens")
    count_tokens("cached", parts[n], "cache_read_input_tokens")
    if (match(line, /"model":"[^"\\]*"/)) model = substr(line, RSTART + 9, RLENGTH - 10)
  }
  close(command)
  if (lines == 0) return offset == 0
  line = sprintf("%.0f\t%d\t%d\t%s\t%s", offset, requests, ended, model, last_id)
  for (n = 1; n <= 4; n++) line = line sprintf("\t%.0f", sum[usage_names[n]])
  for (n = 1; n <= 4; n++) line = line sprintf("\t%.0f", last[usage_names[n]])
  # Through a shell: where awk itself can not write a file, it ends.
  system("printf '%s\\n' " shell_quoted(line) " 2>/dev/null > " shell_quoted(cache))
  return 1
}

function count_tokens(name, s, key,    n) {
  n = match(s, "\"" key "\":[0-9]+") ? substr(s, RSTART + length(key) + 3, RLENGTH - length(key) - 3) + 0 : 0
  sum[name] += n - last[name]
  last[name] = n
}

# --- writing ---------------------------------------------------------------------------------------------

function write_envelope(name,    prefix, at, session, i) {
  at = header[3] == "-" ? modified_at(name) : header[3]
  prefix = "{\"v\":1,\"id\":\"" header[2] "\",\"at\":" at ",\"source\":\"claude-code\""
  if (header[4] ~ /^[0-9][0-9A-Za-z.]*$/) prefix = prefix ",\"source_version\":\"" header[4] "\""
  prefix = prefix ",\"host\":\"" host "\",\"user\":\"" user "\""
  if (header[5] ~ /^[0-9]+$/) {
    prefix = prefix ",\"client_pid\":" header[5]
    if (header[6] == "-") header[6] = ancestors_of(header[5])
    if (header[6] ~ /^[0-9,]+$/) prefix = prefix ",\"ancestor_pids\":[" header[6] "]"
  }
  if (dropped) { prefix = prefix ",\"spool_dropped\":" dropped; dropped = 0 }
  if (reduced) prefix = prefix ",\"reduced_from_bytes\":" bytes_read
  if (usage != "") prefix = prefix ",\"agent_usage\":" usage
  if (mode == "keyed") {
    session = substr(field["session_id"], 1, 200)
    printf "%s\t", session | sink
  }
  printf "%s", prefix | sink
  if (meta_to) {
    printf ",\"agent_meta\":" | sink
    for (i = meta_from; i <= meta_to; i++) printf "%s", out[i] | sink
  }
  printf ",\"hook\":" | sink
  for (i = 1; i <= event_to; i++) printf "%s", out[i] | sink
  print "}" | sink
}

function modified_at(file,    command, seconds) {
  command = "{ stat -c %.Y " shell_quoted(file) " || stat -f %Fm " shell_quoted(file) " || date +%s; } 2>/dev/null"
  command | getline seconds
  close(command)
  return sprintf("%.0f", seconds * 1000)
}

# Without /proc, one ps per batch replaces the hook's own lookup.
function ancestors_of(pid,    row, columns, list, parent) {
  if (!processes_read) {
    while (("ps -axo pid=,ppid=" | getline row) > 0) if (split(row, columns, " ") == 2) parent_of[columns[1]] = columns[2]
    close("ps -axo pid=,ppid=")
    processes_read = 1
  }
  for (parent = parent_of[pid]; parent > 0 && length(list) < 500; parent = parent_of[parent]) list = list (list == "" ? "" : ",") parent
  return list
}

function shell_quoted(s) {
  gsub(/'/, "'\\''", s)
  return "'" s "'"
}

# JSON string content as a path; "" for escapes that do not occur in paths of macOS and Linux.
function unescape(s) {
  gsub(/\\\//, "/", s)
  gsub(/\\"/, "\"", s)
  return s ~ /\\/ ? "" : s
}
