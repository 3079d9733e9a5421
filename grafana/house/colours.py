"""One colour for one meaning, on every board. Two colours of one panel are at least DISTINCT apart, in both themes (checks/looks.py)."""

GREEN, RED, ORANGE, PINK, VIOLET, BLUE, AMBER = "#4fae7b", "#d9474f", "#e8813a", "#d06a9e", "#a07be0", "#4d94e8", "#dcb02e"
TEAL, LIME, BROWN, INDIGO, SKY, MAGENTA, OLIVE = "#1a9aa8", "#9aa81f", "#9a6b4f", "#5c62d6", "#4cbfe8", "#b04ac0", "#6f6f2c"
# Without a meaning: nothing is wrong and nothing is compared.
GREY = "#8e9aa6"
# What is not told, apart from what is told and rare.
SLATE = "#5f6b76"

DISTINCT = 0.08
BACKGROUNDS = {"light": "#ffffff", "dark": "#181b1f"}
VISIBLE = 1.9

UNKNOWN = {"other": GREY, "(other)": GREY, "(unknown)": SLATE}
_ENDED = {"COMPLETED": GREEN, "FAILED": RED, "REFUSED": ORANGE, "KILLED": PINK, "LOST": VIOLET}

# What the series of a panel are told apart by: each value's colour.
MEANING = {
    "state": {"REQUESTED": GREY, "ACTIVE": BLUE, "WAITING": AMBER, **_ENDED},
    "outcome": {"OPEN": BLUE, **_ENDED},
    "workflow_outcome": {"OPEN": BLUE, "CLEAN": GREEN, "WITH_FAILURES": RED},
    "evidence": {"META": GREEN, "RESULT": TEAL, "NOTIFICATION": BLUE, "INFERRED": AMBER, "NONE": VIOLET, "corrected": RED},
    "wait": {"permission": ORANGE, "question": BLUE, "plan": VIOLET, "elicitation": TEAL, "idle": GREY},
    "rework": {"repeated_runs": BLUE, "retries": ORANGE, "repeated_stages": VIOLET, "file_conflicts": AMBER, "propagated_failures": RED},
    "strategy": {"single": BLUE, "sequential": VIOLET, "parallel": TEAL, "hierarchical": ORANGE, "none": BROWN, **UNKNOWN},
    "orchestration": {"single": BLUE, "sub-agent": VIOLET, "loop": ORANGE, "wave": TEAL, **UNKNOWN},
    "coordination_pattern": {"fire-and-forget": ORANGE, "supervised": BLUE, "collaborative": TEAL, **UNKNOWN},
    "reason": {"complexity": VIOLET, "scope": BLUE, "specialization": TEAL, "performance": ORANGE, **UNKNOWN},
    "expected_outcome": {"analysis": BLUE, "implementation": TEAL, "validation": VIOLET, "coordination": ORANGE, **UNKNOWN},
    "level": {f"level {level}": colour for level, colour in enumerate(
        [BLUE, TEAL, LIME, ORANGE, PINK, VIOLET, BROWN, INDIGO, SKY, MAGENTA])} | {
        f"level {value}": colour for value, colour in UNKNOWN.items()},
    # The client's own types and those of the demo; others have Grafana's colours in the order of their names.
    "agent_type": {
        "general-purpose": BLUE, "Explore": TEAL, "Plan": VIOLET, "code-reviewer": INDIGO, "test-runner": LIME, "docs-writer": OLIVE,
        "backend-developer": BROWN, "frontend-developer": PINK, "web-researcher": SKY, "security-auditor": MAGENTA,
        "performance-analyst": AMBER, "tech-lead": ORANGE, "root": RED, **UNKNOWN},
    "project": dict(UNKNOWN),
    "delay": {"start": BLUE, "return": VIOLET, "parent": AMBER},
    "quantile": {"p50": TEAL, "p95": BLUE, "p99": VIOLET, "longest": GREY},
    "unused": {"rejected": ORANGE, "dead letter: read": RED, "dead letter: process": PINK, "dead letter: write": MAGENTA, "dropped": AMBER},
    "taken": {"rebalances": ORANGE, "tasks taken over": BLUE},
    "restored": {"tasks": ORANGE, "thousand records/s": BLUE},
    "sent": {"commits": BLUE, "timers": TEAL, "sent": GREEN, "not sent": RED},
    "rare": {"dropped readers": ORANGE, "probes": BLUE, "clock corrections": VIOLET},
    # Named by whoever runs Delegraph, or too many to fix: colours in the order of the names, which are distinct on each panel.
    **{by: {} for by in ("instance", "topic", "store", "route", "kind", "thread", "buffer", "pair", "rule")},
    "time": {"process": BLUE, "commit": ORANGE, "poll": TEAL},
    "part": {"block_cache": BLUE, "memtables": ORANGE, "table_readers": TEAL},
    "memory": {"used": BLUE, "committed": TEAL, "max": GREY, "capacity": GREY},
    "severity": {"critical": RED, "high": ORANGE, "medium": AMBER, "low": GREY},
    "revision": {"new": ORANGE, "updated": AMBER, "suppressed": GREY, "resolved": GREEN, "retracted": VIOLET},
    "status": {"2xx": GREEN, "3xx": BLUE, "4xx": AMBER, "5xx": RED},
}
LIMIT = "limit"


def linear(colour):
    channels = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    return [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]


def oklab(colour):
    """Where equal distances look equally different."""
    red, green, blue = linear(colour)
    l, m, s = (root ** (1 / 3) for root in (
        0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
        0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
        0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue))
    return (0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)


def distance(one, other):
    return sum((a - b) ** 2 for a, b in zip(oklab(one), oklab(other))) ** 0.5


def contrast(one, other):
    """1 for the same colour, 21 for black on white."""
    def luminance(colour):
        red, green, blue = linear(colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
