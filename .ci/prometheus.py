"""Asks a Prometheus every expression of its own rules and of the dashboards: PROMETHEUS_URL CHECKOUT. What is empty is asked again for a while.
A third argument: for so many seconds."""

import glob
import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

PATIENCE = "120"
# Seconds until the workflows of the hour that ended last are settled.
SETTLED = 240

# Empty where all is well, or what a demo has nothing of; each with its reason.
MAY_BE_EMPTY = {
    'absent(up{job="delegraph"})': "it is scraped",
}
# A part of a board's expression that is empty where all is well.
ALL_IS_WELL = "ALERTS{"

# An alert leaves demos out; a demo is all that there is here.
NO_DEMO = 'source!="demo"'

COMPARED = re.compile(r"\s(>=|<=|==|!=|>|<)\s")
AND = re.compile(r"\sand\s+(?:on|ignoring)\s*\([^)]*\)")
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|toolu_|(^|\W)a[0-9a-f]{16}")
HIDES = re.compile(r"\bor\s+(on\s*\(\s*\)\s*)?vector\s*\(")
WINDOWS = ["5m", "1h"]


def get(url, **parameters):
    pairs = [(name, each) for name, value in parameters.items() for each in (value if isinstance(value, list) else [value])]
    try:
        with urllib.request.urlopen(url + "?" + urllib.parse.urlencode(pairs), timeout=20) as answer:
            return json.load(answer)["data"]
    except urllib.error.HTTPError as e:
        raise ValueError(json.load(e).get("error", str(e))) from e


def operands(alert):
    """An alert that is quiet answers nothing: its parts are asked, each as a comparison that says 0 or 1."""
    asked = alert.replace("{" + NO_DEMO + "}", "")
    return [COMPARED.sub(r" \1 bool ", part, count=1) for part in AND.split(" ".join(asked.split()))]


def instantiated(expression):
    """A panel's expression for every window, with everything that its variables can be."""
    expression = expression.replace("$__rate_interval", "1m").replace("${__rate_interval}", "1m").replace("$__range", "5m")
    # the end of a window is up to an hour away: here any moment is one
    expression = expression.replace("[$window:$window]", "[1m:2s]")
    for window in WINDOWS if "$window" in expression else [None]:
        chosen = expression.replace("$window", window) if window else expression
        yield re.sub(r"\$\{?\w+(:\w+)?\}?", ".*", chosen)


def panels(board):
    for panel in board.get("panels", []):
        yield panel
        yield from panels(panel)


def expressions(base, checkout):
    for group in get(base + "/api/v1/rules")["groups"]:
        for rule in group["rules"]:
            asked = operands(rule["query"]) if rule["type"] == "alerting" else [rule["query"]]
            for expression in asked:
                yield rule["name"], expression
    for file in sorted(glob.glob(checkout + "/grafana/dashboards/*.json")):
        with open(file, encoding="utf-8") as board:
            for panel in panels(json.load(board)):
                for target in panel.get("targets", []):
                    if target.get("expr"):
                        for expression in instantiated(target["expr"]):
                            yield file.rsplit("/", 1)[-1] + ", " + panel.get("title", "?"), expression


def wrong_rules(base, checkout):
    with open(checkout + "/deploy/README.md", encoding="utf-8") as file:
        readme = file.read()
    tests = "".join(open(name, encoding="utf-8").read() for name in glob.glob(checkout + "/deploy/prometheus/tests/*.yml"))
    for group in get(base + "/api/v1/rules")["groups"]:
        for rule in group["rules"]:
            if rule["health"] == "err":
                yield f"{rule['name']}: {rule['lastError']}"
            if rule["type"] != "alerting":
                continue
            name = rule["name"]
            if not rule["annotations"].get("summary"):
                yield f"{name} has no summary"
            if f"### {name}\n" not in readme:
                yield f"{name} has no section in deploy/README.md"
            if not re.search(rf"alertname: {name}\s+exp_alerts:\s+- exp_labels", tests):
                yield f"{name} has no test in which it fires"


def beyond_a_limit(base):
    demo = 'source="demo"'
    would = []
    for group in get(base + "/api/v1/rules")["groups"]:
        for rule in group["rules"]:
            if rule["type"] == "alerting" and NO_DEMO in rule["query"]:
                would += get(base + "/api/v1/query", query=rule["query"].replace(NO_DEMO, demo))["result"]
    return would


def demo_alerts(base):
    """A demo calls nobody. That it would is seen first: without the filter it is beyond a limit, shortly after a full hour a little later."""
    given_up = time.monotonic() + SETTLED
    while not beyond_a_limit(base) and time.monotonic() < given_up:
        time.sleep(3)
    if not beyond_a_limit(base):
        yield "no limit is exceeded by the demo: that it calls nobody is not seen"
    for alert in get(base + "/api/v1/alerts")["alerts"]:
        if alert["labels"].get("source") == "demo":
            yield f"a demo calls somebody: {alert['labels']}"


def hidden(checkout):
    files = glob.glob(checkout + "/deploy/prometheus/*.yml") + glob.glob(checkout + "/grafana/dashboards/*.json")
    for name in files:
        with open(name, encoding="utf-8") as file:
            if HIDES.search(file.read()):
                yield f"{name} hides an absence: or vector(…)"


def ids(base):
    for series in get(base + "/api/v1/series", **{"match[]": '{job="delegraph"}'}):
        for label, value in series.items():
            if label not in ("__name__", "instance", "job") and AN_ID.search(value):
                yield f"a label with an id: {series}"


def unanswered(base, asked):
    wrong, empty = [], []
    for name, expression in asked:
        try:
            result = get(base + "/api/v1/query", query=expression)["result"]
        except ValueError as e:
            wrong.append(f"{name}: {expression}: {e}")
            continue
        if not result and expression not in MAY_BE_EMPTY and ALL_IS_WELL not in expression:
            empty.append((name, expression))
    return wrong, empty


def main(base, checkout, patience=PATIENCE):
    started = time.monotonic()
    while True:
        try:
            asked = list(expressions(base, checkout))
            wrong, empty = unanswered(base, asked)
            down = get(base + "/api/v1/query", query='up{job="delegraph"} == 0')["result"]
        except OSError as e:
            asked, wrong, empty, down = [], [], [("Prometheus", str(e))], []
        if wrong or (asked and not empty and not down) or time.monotonic() - started > float(patience):
            break
        time.sleep(3)
    wrong += [f"does not answer: {target['metric']}" for target in down]
    wrong += [f"{name} has no data: {expression}" for name, expression in empty]
    wrong += [*wrong_rules(base, checkout), *demo_alerts(base), *hidden(checkout), *ids(base)]
    print("\n".join(wrong))
    print(f"{len(asked)} expressions, {len(empty)} without data, {len(wrong)} complaints, after {time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
