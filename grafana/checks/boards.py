"""The parts of a board."""

import json
import re
from pathlib import Path

GRAFANA = Path(__file__).resolve().parent.parent


def read(folder=GRAFANA / "dashboards"):
    """By the name of the file."""
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def with_rows(board):
    """Also the panels of collapsed rows."""
    return [each for panel in board["panels"] for each in (panel, *panel.get("panels", []))]


def panels(board):
    return [panel for panel in with_rows(board) if panel["type"] != "row"]


def every_panel(boards):
    for name, board in boards.items():
        for panel in panels(board):
            yield f"{name}: {panel['title']}", board, panel


def expressions(boards):
    for where, board, panel in every_panel(boards):
        for target in panel["targets"]:
            if "expr" in target:
                yield where, board, panel, target["expr"]


def questions(boards):
    """Every question to Delegraph's API."""
    for where, board, panel in every_panel(boards):
        for target in panel["targets"]:
            if "url" in target:
                yield where, target
    for name, board in boards.items():
        for variable in board["templating"]["list"]:
            if isinstance(variable.get("query"), dict) and "infinityQuery" in variable["query"]:
                yield f"{name}: variable {variable['name']}", variable["query"]["infinityQuery"]


def shown(panel):
    """The targets that are drawn: not the limit that only colours them."""
    return [target for target in panel["targets"] if target["refId"] != "LIMIT"]


def selectors(expression):
    """(metric, what is in its braces)."""
    return re.findall(r"\b([a-z_]\w*(?::\w+)*|ALERTS)\{(.*?)\}(?=[\[)* ,]|$)", expression)
