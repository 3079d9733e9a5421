"""Words and places: every panel is explained, its title names its figure and its window, none lies over another."""

import re

from checks.boards import panels, with_rows
from checks.tables import width

PARTS = ("What", "How to read", "Why it matters")
COLUMNS = 24
# A letter of a title on average, and what stands beside it: margins and the sign of the description.
LETTER, BESIDE_TITLE = 7, 40
OF_WINDOWS = ", $window windows"
OF_RANGE = ", over the time range"
# A title names a figure; what begins like this asks, or points at another panel.
NO_FIGURE = re.compile(r"^(What|Where|Which|Who|How|More|The same)\b")


def faults(boards):
    for name, board in boards.items():
        titles = [panel["title"] for panel in panels(board)]
        for panel in panels(board):
            where = f"{name}: {panel['title']}"
            for part in PARTS:
                if not re.search(rf"\*\*{part}:\*\* \S.{{4,}}", panel.get("description", "")):
                    yield where, f"does not say: {part}"
            if titles.count(panel["title"]) > 1:
                yield where, "is the title of two panels"
            if NO_FIGURE.match(panel["title"]):
                yield where, "has a title that names no figure"
            if panel["fieldConfig"]["defaults"].get("noValue") not in ("–", "none"):
                yield where, "does not show what is unknown as –"
            yield from _time(where, panel)
            room = width(panel["gridPos"]["w"]) - BESIDE_TITLE
            if len(panel["title"].replace("$window", "5m")) * LETTER > room:
                yield where, f"has a title that is cut off: there is room for {room / LETTER:.0f} letters"
        ids = [panel["id"] for panel in with_rows(board)]
        if len(set(ids)) != len(ids):
            yield name, "two panels have the same id"
        yield from _places(name, board)


def _time(where, panel):
    asked = " ".join(target.get("expr", "") + target.get("url", "") for target in panel["targets"])
    if "delegraph_window_" in asked and OF_WINDOWS not in panel["title"]:
        yield where, f"shows windows and its title does not say so: “{OF_WINDOWS}”"
    if "/api/v1/metrics/" in asked and OF_RANGE not in panel["title"]:
        yield where, f"shows a time range and its title does not say so: “{OF_RANGE}”"


def _places(name, board):
    taken = {}
    for panel in with_rows(board):
        at = panel["gridPos"]
        if at["x"] + at["w"] > COLUMNS:
            yield f"{name}: {panel['title']}", "is beyond the page's width"
        for x in range(at["x"], at["x"] + at["w"]):
            for y in range(at["y"], at["y"] + at["h"]):
                if taken.setdefault((x, y), panel["title"]) != panel["title"]:
                    yield f"{name}: {panel['title']}", f"lies over “{taken[x, y]}”"
                    return
