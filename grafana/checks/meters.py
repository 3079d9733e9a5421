"""The meters that deploy/README.md lists: every one that is asked for is there, and every one is on a board or compared by an alert."""

import re

from checks.boards import GRAFANA, expressions, selectors

METERS = GRAFANA.parent / "deploy" / "README.md"
RULES = GRAFANA.parent / "deploy" / "prometheus"
SUFFIXES = {"histogram": ("_bucket", "_count", "_sum"), "summary: `_count`": ("_count", "_sum", "_max")}

# Read by something else than a person.
NOT_SHOWN = {"process_start_time_seconds": "the annotation of restarts"}


def listed(text):
    """The dimensions by name of each meter, none for one that is no window's; a histogram is three meters, a summary too."""
    dimensions = {
        letter: set(re.findall(r"`(\w+)`", names)) for letter, names in re.findall(r"\(\*(\w)\*\): ((?:`\w+`[,\s]*)+)", text)}
    meters = {}
    for line in text.splitlines():
        columns = [column.strip() for column in line.split("|")]
        if len(columns) < 4:
            continue
        suffixes = next((parts for kind, parts in SUFFIXES.items() if kind in line), ("",))
        for name in re.findall(r"`((?:delegraph|kafka|jvm|process)_[a-z_0-9]+)`", columns[1]):
            for suffix in suffixes:
                # a letter stands for a list above the table; a meter with fewer has them in its row
                meters[name + suffix] = dimensions.get(columns[3], set(re.findall(r"`(\w+)`", columns[3])))
        for name in re.findall(r"`(delegraph_\w+_max)` \(gauge\)", line):
            meters.setdefault(name, set())
    return meters


def faults(boards, text=None):
    meters = listed(METERS.read_text(encoding="utf-8") if text is None else text)
    asked = set()
    for where, _, _, expression in expressions(boards):
        for metric in sorted(set(re.findall(r"(?<![:\w])(?:delegraph|kafka|jvm|process)_[a-z0-9_]+(?![:\w])", expression))):
            asked.add(metric)
            if metric not in meters:
                yield where, f"asks for {metric}, which deploy/README.md does not list"
        for metric, selector in selectors(expression):
            if not metric.startswith("delegraph_window_"):
                continue
            dimension = re.search(r'dimension="(\w+)"', selector)
            if dimension is None or "window=" not in selector:
                yield where, f"adds up the dimensions or windows of {metric}"
            elif dimension[1] not in meters.get(metric, ()):
                yield where, f"asks for {metric} by {dimension[1]}, which deploy/README.md does not list"
    for metric in sorted(meters.keys() - asked - NOT_SHOWN.keys()):
        yield "dashboards", f"no board shows {metric}"
