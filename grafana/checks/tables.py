"""Tables: no wider than their panel at 1440 px, with the sentence first."""

from checks.boards import every_panel

# Of a page of 1440 px without its menu: Grafana's margins, and the gaps between its columns.
PAGE, MARGIN, GAP, COLUMNS = 1440, 16, 8, 24
# Of a panel: its border.
BORDER = 2
SMALLEST = 55
# A letter of a column's title on average, and its margins.
LETTER, BESIDE = 7.2, 20


def width(columns):
    column = (PAGE - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
    return columns * column + (columns - 1) * GAP - BORDER


def faults(boards):
    for where, _, panel in every_panel(boards):
        if panel["type"] != "table":
            continue
        widths, sentences = {}, []
        for override in panel["fieldConfig"]["overrides"]:
            for each in override["properties"]:
                if each["id"] == "custom.width":
                    widths[override["matcher"]["options"]] = each["value"]
                if each["id"] == "custom.cellOptions" and each["value"].get("wrapText"):
                    sentences.append(override["matcher"]["options"])
        columns = _columns(panel)
        for column in columns:
            if widths.get(column, 0) < SMALLEST:
                yield where, f"the column “{column}” has no width, or less than {SMALLEST} px"
        for column in columns:
            if len(column) * LETTER + BESIDE > widths.get(column, 0):
                yield where, f"the title of the column “{column}” is cut off"
        total, room = sum(widths.get(column, 0) for column in columns), width(panel["gridPos"]["w"])
        if total > room:
            yield where, f"its columns have {total} px, its panel at {PAGE} px has {room:.0f}"
        for place, sentence in enumerate(column for column in columns if column in sentences):
            if columns[place] != sentence:
                yield where, f"the sentence “{sentence}” is not first"


def _columns(panel):
    for target in panel["targets"]:
        if "columns" in target:
            return [column["text"] for column in target["columns"]]
    renamed = panel["transformations"][-1]["options"]["renameByName"]
    return list(renamed.values())
