"""Colours: one for one meaning, told apart in both themes, one neutral for what is rare; legends no longer than their panel."""

import itertools
import re

from checks.boards import every_panel, shown
from house.colours import BACKGROUNDS, DISTINCT, GREY, MEANING, VISIBLE, contrast, distance

NEUTRAL = {"other", "(other)", "level other", "level (other)"}
ROW, HEAD = 22, 90
GRID = 38
# A dimension with as many values as people give names.
UNBOUNDED = re.compile(r'dimension="(agent_type|project|user)"')
TOP = re.compile(r"^(?:sort_desc\()?topk\((\d+),")


def faults(boards):
    for where, _, panel in every_panel(boards):
        chosen = _fixed(panel)
        # what stands for the same, and a limit, which is dashed
        apart = {name: colour for name, colour in chosen.items() if name not in ("(other)", "level (other)", "limit", "capacity")}
        for (one, its), (other, others) in itertools.combinations(apart.items(), 2):
            if distance(its, others) < DISTINCT:
                yield where, f"{one} and {other} have colours that cannot be told apart: {its}, {others}"
        for name, colour in chosen.items():
            if name in NEUTRAL and colour != GREY:
                yield where, f"{name} is not {GREY}, which is what is rare on every panel"
            for theme, background in BACKGROUNDS.items():
                if contrast(colour, background) < VISIBLE:
                    yield where, f"{name} cannot be seen in the {theme} theme: {colour}"
        yield from _meaning(where, panel, chosen)
        yield from _legend(where, panel)


def _fixed(panel):
    return {
        override["matcher"]["options"]: each["value"]["fixedColor"]
        for override in panel["fieldConfig"]["overrides"] for each in override["properties"]
        if each["id"] == "color" and each["value"].get("mode") == "fixed"}


def _meaning(where, panel, chosen):
    """A name that a board fixes has the same colour wherever its label does."""
    for label in ("state", "outcome", "evidence"):
        if any(target.get("legendFormat") == "{{%s}}" % label for target in panel["targets"]):
            of = MEANING["workflow_outcome" if "CLEAN" in chosen else label]
            for name in of.keys() - chosen.keys():
                yield where, f"{name} has no fixed colour"


def _legend(where, panel):
    if panel["type"] not in ("timeseries", "bargauge"):
        return
    legend = panel["options"]["legend"]
    for target in shown(panel):
        expression = target.get("expr", "")
        top = TOP.match(expression)
        if (UNBOUNDED.search(expression) and "{{" in target["legendFormat"]) and not top:
            yield where, "has as many series as there are names: topk"
        if top and panel["type"] == "timeseries":
            room = (panel["gridPos"]["h"] * GRID - HEAD) // ROW
            if int(top[1]) > room:
                yield where, f"its legend has {top[1]} rows, its panel room for {room}"
            if (legend["displayMode"], legend.get("sortBy"), legend.get("sortDesc")) != ("table", "Last *", True):
                yield where, "its legend is not sorted"
