"""The README's queries and panels are the boards'."""

import re

from checks.boards import GRAFANA, expressions, every_panel
from checks.words import OF_WINDOWS


def faults(boards, text=None):
    text = (GRAFANA / "README.md").read_text(encoding="utf-8") if text is None else text
    flat = {" ".join(expression.split()) for _, _, _, expression in expressions(boards)}
    blocks = re.findall(r"```promql\n(.*?)```", text, re.DOTALL)
    if len(blocks) < 4:
        yield "README.md", "has fewer than four queries"
    for block in blocks:
        if " ".join(block.split()) not in flat:
            yield "README.md", f"has a query that no panel has: {' '.join(block.split())}"
    titles = {panel["title"].replace(OF_WINDOWS, "") for _, _, panel in every_panel(boards)}
    for title in re.findall(r"^\| .*?\*(.*?)\* on", text, re.MULTILINE):
        if title not in titles:
            yield "README.md", f"names the panel '{title}', which no board has"
