"""Recording rules are used: by an alert, by another rule or by a board."""

import re

from checks.boards import GRAFANA, expressions

RULES = GRAFANA.parent / "deploy" / "prometheus"


def faults(boards, recorded=None, alerts=None):
    recorded = (RULES / "recording.rules.yml").read_text(encoding="utf-8") if recorded is None else recorded
    alerts = (RULES / "alerts.rules.yml").read_text(encoding="utf-8") if alerts is None else alerts
    names = re.findall(r"^\s*- record: (\S+)", recorded, re.MULTILINE)
    used = re.sub(r"^\s*- record: .*$", "", recorded, flags=re.MULTILINE) + alerts + "".join(
        expression for _, _, _, expression in expressions(boards))
    for name in names:
        if name not in used:
            yield "recording.rules.yml", f"records {name}, which nothing uses"
    for where, _, _, expression in expressions(boards):
        for name in re.findall(r"\b\w+(?::\w+)+\b", expression.replace("$window:$window", "")):
            if name not in names:
                yield where, f"asks for {name}, which recording.rules.yml does not record"
