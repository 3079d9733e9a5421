"""Links and variables: every board leads to the others, and every variable changes most of its board's panels."""

import json
import re

from checks.boards import panels
from house.board import BOARDS
from house.variables import variables_in

# What is no choice among data, and what one row is about.
NO_FILTER = {"prometheus": "a data source", "api": "a data source", "delegraph": "the target of links",
             "session": "the live tree's row, whose title names it"}


def faults(boards):
    uids = {board["uid"] for board in boards.values()}
    if uids != set(BOARDS):
        yield "dashboards", f"are {sorted(uids)}, not {sorted(BOARDS)}"
    for name, board in boards.items():
        text = json.dumps(board, ensure_ascii=False)
        reached = set(re.findall(r'"/d/([\w-]+)', text))
        for uid in sorted(reached - uids):
            yield name, f"links to {uid}, which is none of the boards"
        for uid in sorted(uids - reached - {board["uid"]}):
            yield name, f"has no link to {uid}"
        if '"${delegraph}/' not in text:
            yield name, "has no link to the live page"
        yield from _variables(name, board, text)


def _variables(name, board, text):
    known = {variable["name"]: variable for variable in board["templating"]["list"]}
    for used in sorted(variables_in(text) - set(known)):
        yield name, f"uses the variable {used}, which it does not have"
    source = known.get("source")
    if source and (source["multi"] or source["includeAll"] or source["current"]["value"] != "claude-code"):
        yield name, "shows several sources at once, or not the real one by default"
    every = panels(board)
    for variable in known.keys() - NO_FILTER.keys():
        changed = [panel for panel in every if variable in variables_in(json.dumps(panel["targets"]))]
        if len(changed) * 2 <= len(every):
            yield name, f"the variable {variable} changes {len(changed)} of {len(every)} panels"
