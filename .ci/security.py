"""Sends the labelled cases to a running Delegraph in a random order, half of the hooks twice and without the notes of agents, and compares the
published findings with the labels.

usage: security.py send CASES HTTP SEED PART   PART is first or second: the half of the hooks of each case
       security.py compare CASES HTTP
       security.py truth FILE HTTP             FILE is the truth of a demo
"""
import glob, json, random, sys, time, urllib.request


def hooks(cases, seed):
    for file in sorted(glob.glob(cases + "/*.jsonl")):
        lines = []
        for number, line in enumerate(open(file)):
            hook = json.loads(line)
            lines.append({"v": 1, "id": f"{file.rsplit('/', 1)[1]}-{number}", "at": hook["t"], "hook": hook["p"]})
        chance = random.Random(f"{seed} {file}")
        lines += [line for line in lines if chance.random() < 0.5]
        chance.shuffle(lines)
        yield lines


def send(cases, http, seed, part):
    for lines in hooks(cases, seed):
        half = len(lines) // 2
        for line in lines[:half] if part == "first" else lines[half:]:
            request = urllib.request.Request(http + "/hooks", json.dumps(line).encode(), {"Content-Type": "application/json"})
            urllib.request.urlopen(request, timeout=60).read()


def published(http):
    findings, cursor = [], None
    while True:
        page = json.load(urllib.request.urlopen(http + "/api/v1/findings?limit=1000" + (f"&cursor={cursor}" if cursor else ""), timeout=60))
        findings += page["items"]
        cursor = page["next"]
        if cursor is None:
            return sorted((f["session_id"], f["rule"], f["agent_id"], f["severity"].lower()) for f in findings)


def compare(cases, http):
    await_findings(http, sorted(
        (case["session_id"], label["rule"], label["agent"], label["severity"])
        for case in (json.load(open(file)) for file in glob.glob(cases + "/*.expect.json"))
        for label in case["findings"]))


def truth(file, http):
    """Findings that are due when the demo ends; what is due later may be there, because the calls that prove it may have been sent."""
    facts = [json.loads(line) for line in open(file)]
    due = {True: [], False: []}
    for fact in facts:
        if fact["fact"] == "finding":
            rule, severity = fact["value"].split(" ")
            due[fact["knowable"]].append((fact["session"], rule, fact["subject"], severity.lower()))
    await_findings(http, sorted(due[True]), set(due[False]))


def await_findings(http, labels, allowed=frozenset()):
    deadline = time.time() + 90
    while [found for found in published(http) if found not in allowed] != labels and time.time() < deadline:
        time.sleep(1)
    # a finding that comes too late, or goes again, is wrong too
    time.sleep(5)
    found = published(http)
    missing, surplus = sorted(set(labels) - set(found)), sorted(set(found) - set(labels) - allowed)
    print(f"{len(labels)} labelled findings, {len(found)} published, missing {missing}, too many {surplus}")
    sys.exit(1 if missing or surplus or not labels else 0)


if sys.argv[1] == "send":
    send(*sys.argv[2:6])
elif sys.argv[1] == "truth":
    truth(*sys.argv[2:4])
else:
    compare(*sys.argv[2:4])
