"""Every question to the API against a Delegraph that runs."""

import json
import re
import time
import urllib.parse
import urllib.request
import uuid

from checks.boards import questions

# What a variable is when a board opens, and Grafana's own.
VALUES = {"window": "5m", "__rate_interval": "5m", "source": "demo", "session": ""}


def resolved(text):
    return re.sub(r"\$\{?(\w+)(:\w+)?\}?", lambda m: VALUES.get(m[1], ".*"), text)


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


def faults(boards, url):
    document = get(url + "/openapi.json")
    now = int(time.time() * 1000)
    VALUES.update({"__from": str(now - 6 * 3_600_000), "__to": str(now)})
    for where, question in questions(boards):
        operation = document["paths"].get(question["url"], {}).get("get")
        if operation is None:
            yield where, f"asks {question['url']}, which Delegraph does not have"
            continue
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        root = [question["root_selector"]] if question["root_selector"] else []
        for column in question["columns"]:
            if members(document, schema, root + column["selector"].split(".")) is None:
                yield where, f"selects {column['selector']}, which the answer does not have"
        known = {parameter["name"] for parameter in operation["parameters"]}
        for parameter in question["url_options"]["params"]:
            if parameter["key"] not in known:
                yield where, f"asks {question['url']} with {parameter['key']}, which it does not have"
        query = urllib.parse.urlencode({p["key"]: resolved(p["value"]) for p in question["url_options"]["params"]})
        try:
            get(f"{url}{question['url']}?{query}")
        except OSError as e:
            yield where, f"{question['url']}?{query}: {e}"
    yield from _live_agent(boards, url)


def _live_agent(boards, url):
    """Starts a session, finds its root in the live graph with all that the node graph selects, and ends it."""
    session = str(uuid.uuid4())

    def hook(event, **more):
        body = {"hook_event_name": event, "session_id": session, "cwd": "/tmp/grafana-check", "transcript_path": "/dev/null", **more}
        urllib.request.urlopen(urllib.request.Request(
            url + "/hooks", json.dumps(body).encode(), {"Content-Type": "application/json"}), timeout=10).close()

    hook("SessionStart", source="startup")
    hook("UserPromptSubmit", prompt="look", prompt_id=str(uuid.uuid4()))
    graph, node = {}, None
    for _ in range(60):
        graph = get(f"{url}/api/v1/live/graph?session={session}")
        node = next(iter(graph["nodes"]), None)
        if node:
            break
        time.sleep(0.5)
    hook("SessionEnd", reason="other")
    if node is None:
        yield "live graph", "a session that began is not in it"
        return
    if session not in [each["session_id"] for each in graph["sessions"]]:
        yield "live graph", "a session that began is not among those to choose"
    for where, question in questions(boards):
        if question["root_selector"] == "nodes":
            for column in question["columns"]:
                if column["selector"] not in node:
                    yield where, f"selects {column['selector']}, which a node does not have"
    arcs = [node["arc_requested"], node["arc_active"], node["arc_waiting"]]
    if sum(arcs) != 1:
        yield "live graph", f"the circle of a node is not whole: {arcs}"
