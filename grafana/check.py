#!/usr/bin/env python3
"""Holds the dashboards against what they rest on. Needs Python 3.9 or newer and nothing else.

python3 grafana/check.py                   the files: words, links, variables, metric names, the questions of the README
python3 grafana/check.py --url URL         the same, and every question to Delegraph's API against a Delegraph that runs there
python3 grafana/check.py --rules           prints every PromQL expression as a recording rule, for promtool check rules
"""

import argparse
import json
import re
import sys
import time
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

sys.dont_write_bytecode = True

import house  # noqa: E402

HERE = Path(__file__).resolve().parent
METERS = HERE.parent / "deploy" / "README.md"
PARTS = ("What", "How to read", "Why it matters")
IDS = {"agent_id", "session_id", "tool_use_id", "agent", "session", "tool"}
# What a variable is when everything is chosen, and Grafana's own.
VALUES = {"window": "5m", "limit": "200", "__rate_interval": "5m"}

mistakes = []


def wrong(where, what):
    mistakes.append(f"{where}: {what}")


def boards():
    files = sorted((HERE / "dashboards").glob("*.json"))
    for path in files:
        yield path.name, json.loads(path.read_text(encoding="utf-8"))


def panels(board):
    return [panel for panel in board["panels"] if panel["type"] != "row"]


def expressions():
    for name, board in boards():
        for panel in panels(board):
            for target in panel["targets"]:
                if "expr" in target:
                    yield name, panel, target["expr"]


def questions():
    """Every question to Delegraph's API."""
    for name, board in boards():
        for panel in panels(board):
            for target in panel["targets"]:
                if "url" in target:
                    yield f"{name}: {panel['title']}", target
        for variable in board["templating"]["list"]:
            if isinstance(variable.get("query"), dict) and "infinityQuery" in variable["query"]:
                yield f"{name}: variable {variable['name']}", variable["query"]["infinityQuery"]


def told():
    """What deploy/README.md lists: the dimensions by name of each meter, none for one that is no window's; a histogram is three meters."""
    text = METERS.read_text(encoding="utf-8")
    dimensions = {
        letter: set(re.findall(r"`(\w+)`", names)) for letter, names in re.findall(r"\(\*(\w)\*\): ((?:`\w+`[,\s]*)+)", text)}
    meters = {}
    for line in text.splitlines():
        columns = [column.strip() for column in line.split("|")]
        if len(columns) < 4:
            continue
        for name in re.findall(r"`([a-z_0-9]+)`", columns[1]):
            for suffix in ("_bucket", "_count", "_sum") if "histogram" in line else ("",):
                # a letter stands for a list above the table; a meter with fewer has them in its row
                meters[name + suffix] = dimensions.get(columns[3], set(re.findall(r"`(\w+)`", columns[3])))
    return meters


def resolved(text):
    return re.sub(r"\$\{?(\w+)(:\w+)?\}?", lambda m: VALUES.get(m[1], ".*"), text)


def check_words(name, board):
    for panel in panels(board):
        for part in PARTS:
            if not re.search(rf"\*\*{part}:\*\* \S.{{9,}}", panel.get("description", "")):
                wrong(name, f"panel '{panel['title']}' does not say: {part}")
    ids = [panel["id"] for panel in board["panels"]]
    if len(set(ids)) != len(ids):
        wrong(name, "two panels have the same id")
    titles = [panel["title"] for panel in panels(board)]
    for title in {title for title in titles if titles.count(title) > 1}:
        wrong(name, f"two panels are '{title}'")
    taken = {}
    for panel in board["panels"]:
        at = panel["gridPos"]
        if at["x"] + at["w"] > 24:
            wrong(name, f"'{panel['title']}' is beyond the page's width")
        for x in range(at["x"], at["x"] + at["w"]):
            for y in range(at["y"], at["y"] + at["h"]):
                if taken.setdefault((x, y), panel["title"]) != panel["title"]:
                    wrong(name, f"'{panel['title']}' lies over '{taken[x, y]}'")


def check_links(name, board, uids):
    text = json.dumps(board, ensure_ascii=False)
    reached = set(re.findall(r'"/d/([\w-]+)', text))
    for uid in reached - uids:
        wrong(name, f"links to {uid}, which is none of the boards")
    for uid in uids - reached - {board["uid"]}:
        wrong(name, f"has no link to {uid}")
    if '"${delegraph}/' not in text:
        wrong(name, "has no link to the live page")
    known = {variable["name"] for variable in board["templating"]["list"]}
    for variable in house.variables_in(text) - known:
        wrong(name, f"uses the variable {variable}, which it does not have")
    for variable in known - house.variables_in(text):
        wrong(name, f"has the variable {variable} for nothing")


def check_metrics(meters):
    for name, panel, expression in expressions():
        where = f"{name}: {panel['title']}"
        if re.search(r"\bor\s+(on\s*\(.*?\)\s*)?(vector|absent)\b|\bvector\s*\(", expression):
            wrong(where, "puts a number where nothing is told: " + expression)
        if "clamp" in expression:
            wrong(where, "hides what is out of range: " + expression)
        for metric in set(re.findall(r"\b(?:delegraph|kafka|jvm|process)_[a-z0-9_]+", expression)):
            if metric not in meters:
                wrong(where, f"asks for {metric}, which deploy/README.md does not list")
        labels = set(re.findall(r"([a-z_]+)\s*(?:=~|!~|!=|=)\s*\"", expression))
        grouped = {label.strip() for group in re.findall(r"\bby \(([^)]*)\)", expression) for label in group.split(",")}
        for label in (labels | grouped) & IDS:
            wrong(where, f"asks for the label {label}: ids are no labels")
        for metric, selector in re.findall(r"(delegraph_window_\w+)\{(.*?)\}(?=[\[) ]|$)", expression):
            dimension = re.search(r'dimension="(\w+)"', selector)
            if dimension is None or "window=" not in selector:
                wrong(where, f"adds up the dimensions or windows of {metric}")
            elif dimension[1] not in meters.get(metric, ()):
                wrong(where, f"asks for {metric} by {dimension[1]}, which deploy/README.md does not list")


def check_readme(every):
    text = (HERE / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```promql\n(.*?)```", text, re.DOTALL)
    if len(blocks) < 4:
        wrong("README.md", "has fewer than four queries")
    flat = {" ".join(expression.split()) for expression in every}
    for block in blocks:
        if " ".join(block.split()) not in flat:
            wrong("README.md", f"has a query that no panel has: {' '.join(block.split())}")
    for title in re.findall(r"^\| .*?\*(.*?)\* on", text, re.MULTILINE):
        if title not in {panel["title"] for _, board in boards() for panel in panels(board)}:
            wrong("README.md", f"names the panel '{title}', which no board has")


# ── Against a Delegraph that runs ───────────────────────────────────────────────────────────────────────────────────────────────

def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def members(document, schema, path):
    """The schema at the end of a path of members; None where there is no such member."""
    for step in [None, *path]:
        if step is not None:
            while schema.get("type") == "array":
                schema = followed(document, schema["items"])
            properties = schema.get("properties", {})
            if step in properties:
                schema = properties[step]
            elif isinstance(schema.get("additionalProperties"), dict):
                schema = schema["additionalProperties"]
            else:
                return None
        schema = followed(document, schema)
    return schema


def followed(document, schema):
    while True:
        if "$ref" in schema:
            target = document
            for step in schema["$ref"].lstrip("#/").split("/"):
                target = target[step]
            schema = target
        elif "anyOf" in schema or "oneOf" in schema:
            schema = next(choice for choice in schema.get("anyOf") or schema["oneOf"] if choice.get("type") != "null")
        else:
            return schema


def check_api(url):
    document = get(url + "/openapi.json")
    now = int(time.time() * 1000)
    VALUES.update({"__from": str(now - 6 * 3_600_000), "__to": str(now)})
    for where, question in questions():
        operation = document["paths"].get(question["url"], {}).get("get")
        if operation is None:
            wrong(where, f"asks {question['url']}, which Delegraph does not have")
            continue
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        root = [question["root_selector"]] if question["root_selector"] else []
        for column in question["columns"]:
            if members(document, schema, root + column["selector"].split(".")) is None:
                wrong(where, f"selects {column['selector']}, which the answer does not have")
        query = urllib.parse.urlencode({p["key"]: resolved(p["value"]) for p in question["url_options"]["params"]})
        try:
            get(f"{url}{question['url']}?{query}")
        except OSError as e:
            wrong(where, f"{question['url']}?{query}: {e}")
    check_live_agent(url)


def check_live_agent(url):
    """Starts a session, finds its root in the live graph with all that the node graph selects, and ends it."""
    session = str(uuid.uuid4())

    def hook(event, **more):
        body = {"hook_event_name": event, "session_id": session, "cwd": "/tmp/grafana-check", "transcript_path": "/dev/null", **more}
        urllib.request.urlopen(urllib.request.Request(
            url + "/hooks", json.dumps(body).encode(), {"Content-Type": "application/json"}), timeout=10).close()

    hook("SessionStart", source="startup")
    hook("UserPromptSubmit", prompt="look", prompt_id=str(uuid.uuid4()))
    node = None
    for _ in range(60):
        nodes = get(url + "/api/v1/live/graph?limit=1000")["nodes"]
        node = next((node for node in nodes if node["session_id"] == session), None)
        if node:
            break
        time.sleep(0.5)
    hook("SessionEnd", reason="other")
    if node is None:
        wrong("live graph", "a session that began is not in it")
        return
    for where, question in questions():
        if question["root_selector"] == "nodes":
            for column in question["columns"]:
                if column["selector"] not in node:
                    wrong(where, f"selects {column['selector']}, which a node does not have")
    arcs = [node["arc_requested"], node["arc_active"], node["arc_waiting"]]
    if sum(arcs) != 1:
        wrong("live graph", f"the circle of a node is not whole: {arcs}")


def rules():
    every = sorted({expression for _, _, expression in expressions()})
    return {"groups": [{"name": "dashboards", "rules": [
        {"record": f"dashboard:expression:{i}", "expr": resolved(expression)} for i, expression in enumerate(every)]}]}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--url")
    options.add_argument("--rules", action="store_true")
    asked = options.parse_args()
    if asked.rules:
        print(json.dumps(rules(), indent=1))
        return 0

    every = list(boards())
    uids = {board["uid"] for _, board in every}
    if uids != set(house.BOARDS):
        wrong("dashboards", f"are {sorted(uids)}, not {sorted(house.BOARDS)}")
    for name, board in every:
        check_words(name, board)
        check_links(name, board, uids)
    check_metrics(told())
    check_readme([expression for _, _, expression in expressions()])
    if asked.url:
        check_api(asked.url.rstrip("/"))
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    count = sum(len(panels(board)) for _, board in every)
    print(f"{len(every)} dashboards, {count} panels, {len(list(expressions()))} expressions, {len(list(questions()))} API questions: "
          f"{len(mistakes)} mistakes")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
