#!/usr/bin/env python3
"""Holds the dashboards against what they rest on. Needs Python 3.9 or newer and nothing else.

python3 grafana/check.py                   the files: words, links, variables, colours, tables, metric names, the questions of the README
python3 grafana/check.py --url URL         the same, and every question to Delegraph's API against a Delegraph that runs there
python3 grafana/check.py --rules           prints every PromQL expression as a recording rule, for promtool check rules
"""

import argparse
import json
import sys

sys.dont_write_bytecode = True

import checks  # noqa: E402
from checks import answers, boards, readme  # noqa: E402


def rules(every):
    asked = sorted({expression for _, _, _, expression in boards.expressions(every)})
    return {"groups": [{"name": "dashboards", "rules": [
        {"record": f"dashboard:expression:{i}", "expr": answers.resolved(expression)} for i, expression in enumerate(asked)]}]}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--url", help="of a Delegraph")
    options.add_argument("--rules", action="store_true")
    asked = options.parse_args()
    every = boards.read()
    if asked.rules:
        print(json.dumps(rules(every), indent=1))
        return 0

    mistakes = [mistake for check in (*checks.EVERY, readme.faults) for mistake in check(every)]
    if asked.url:
        mistakes += answers.faults(every, asked.url.rstrip("/"))
    for where, what in mistakes:
        print(f"{where}: {what}", file=sys.stderr)
    print(f"{len(every)} dashboards, {len(list(boards.every_panel(every)))} panels, {len(list(boards.expressions(every)))} expressions, "
          f"{len(list(boards.questions(every)))} API questions: {len(mistakes)} mistakes")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
