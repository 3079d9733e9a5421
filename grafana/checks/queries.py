"""What is asked: of one deployment and one source, of settled windows, in words and units that say what it is."""

import re

from checks.boards import every_panel, expressions, questions, selectors, shown

IDS = {"agent_id", "session_id", "tool_use_id", "agent", "session", "tool"}
# Units that say something else than these numbers are.
WRONG_UNITS = {"reqps": "requests, which these are not: suffix:events/s", "ops": "operations: suffix:events/s"}
# Of minutes and hours: Grafana's axis of seconds has steps of 8.33 minutes.
LONG = re.compile(r"agent_duration|waiting_seconds|parent_wait|start_delay|return_delay")
OF_SOURCE = re.compile(r"delegraph_(window|live(?!_readers|_dropped))_")
# What a node graph finds by name.
NODE_GRAPH = {"id", "source", "target", "title", "subtitle", "mainstat", "secondarystat", "strokedasharray"}
ORDER = re.compile(r"\b(sorted|order in which)\b", re.IGNORECASE)
# Prometheus' own, and recorded sums over instances.
NO_JOB = re.compile(r"^ALERTS$|:")


def faults(boards):
    for where, board, panel, expression in expressions(boards):
        yield from _hidden(where, expression)
        yield from _selected(where, board, expression)
        if "increase(" in expression and not re.search(r"round\(\w+ (?:by \([^)]*\) )?\(increase\(", expression):
            yield where, "shows an increase as a count, which has fractions: round it: " + expression
    for where, question in questions(boards):
        asked = {parameter["key"]: parameter["value"] for parameter in question["url_options"]["params"]}
        if "source" not in asked:
            yield where, f"asks {question['url']} without source: real and demo come together"
    for where, board, panel in every_panel(boards):
        yield from _renamed(where, panel)
        unit = panel["fieldConfig"]["defaults"].get("unit")
        if unit in WRONG_UNITS:
            yield where, f"has the unit of {WRONG_UNITS[unit]}"
        if panel["type"] == "timeseries" and unit in ("s", "ms") and any(LONG.search(target["expr"]) for target in panel["targets"]):
            yield where, "has an axis of seconds for what takes minutes: divide by 60"
        if panel["type"] == "bargauge" or (ORDER.search(panel["description"]) and panel["type"] != "table"):
            for target in shown(panel):
                if not target.get("expr", "").startswith("sort_desc("):
                    yield where, "shows an order and is not sorted"


def _hidden(where, expression):
    if re.search(r"\bor\s+(on\s*\(.*?\)\s*)?(vector|absent)\b|\bvector\s*\(|\bscalar\s*\(", expression):
        yield where, "puts a number where nothing is known: " + expression
    if "clamp" in expression:
        yield where, "hides what is out of range: " + expression
    grouped = {label.strip() for group in re.findall(r"\bby \(([^)]*)\)", expression) for label in group.split(",")}
    labels = set(re.findall(r"([a-z_]+)\s*(?:=~|!~|!=|=)\s*\"", expression))
    for label in sorted((labels | grouped) & IDS):
        yield where, f"asks for the label {label}: ids are no labels"


def _selected(where, board, expression):
    of_service = any(variable["name"] == "instance" for variable in board["templating"]["list"])
    bare = re.sub(r"\{.*?\}", "{}", expression)
    for metric in re.findall(r"(?<![\w:])((?:delegraph|kafka|jvm|process)_\w+)(?![\w:{\"])", bare):
        yield where, f"asks for {metric} of every deployment: select the job"
    for metric, labels in selectors(expression):
        if not NO_JOB.search(metric) and 'job=~"$job"' not in labels:
            yield where, f"asks for {metric} of every deployment: select the job"
        if of_service and metric != "delegraph_threshold" and 'instance=~"$instance"' not in labels:
            yield where, f"asks for {metric} of every instance: select the instance"
        if OF_SOURCE.match(metric) and not of_service and 'source=~"$source"' not in labels:
            yield where, f"adds up the sources of {metric}"
    for metric, after in re.findall(r"(delegraph_window_\w+)\{.*?\}(\[[^\]]*\]|)", expression):
        if after != "[$window:$window]":
            yield where, f"asks for {metric} while its window is open: last_over_time(…[$window:$window])"


def _renamed(where, panel):
    if panel["type"] != "nodeGraph":
        return
    for transformation in panel["transformations"]:
        for new in transformation["options"].get("renameByName", {}).values():
            if new.lower() in NODE_GRAPH or new.startswith(("arc__", "detail__")):
                yield where, f"renames a field to {new}: the node graph does not find it, as it keeps its own name"
    for override in panel["fieldConfig"]["overrides"]:
        renamed = any(each["id"] == "displayName" for each in override["properties"])
        if renamed and str(override["matcher"]["options"]).lower() in NODE_GRAPH:
            yield where, f"gives {override['matcher']['options']} another name: the node graph does not find it"
