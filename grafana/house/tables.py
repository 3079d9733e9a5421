"""Tables and node graphs. Every column has a width, so that a table is no wider than its panel."""

from house.panels import API, coloured_by_limit, override, panel
from house.queries import cells, threshold

NUMBER = 95


class Column:
    """name: its title. width: px. A sentence takes the rest of the panel and as many lines as it needs."""

    def __init__(self, name, width=NUMBER, unit=None, decimals=None, sentence=False, **properties):
        self.name, self.width, self.unit, self.decimals, self.sentence, self.properties = name, width, unit, decimals, sentence, properties

    def override(self):
        looks = dict(self.properties)
        if self.unit:
            looks["unit"] = self.unit
        if self.decimals is not None:
            looks["decimals"] = self.decimals
        if self.sentence:
            looks["custom__cellOptions"] = {"type": "auto", "wrapText": True}
        looks["custom__width"] = self.width
        return override("byName", self.name, **looks)


def table(title, words, columns, *, first, first_width=150, drill=(), failed=None, **more):
    """One row for each value. columns: (column, expression); first: what the values are; failed: the column that is red beyond the limit
    for failures."""
    letters = [chr(ord("A") + i) for i in range(len(columns))]
    targets = [cells(expression) for _, expression in columns]
    names = [column.name for column, _ in columns]
    values = [f"Value #{letter}" for letter in letters] if len(columns) + bool(failed) > 1 else ["Value"]
    transformations, overrides = [], []
    if failed:
        targets.append(threshold("failure_ratio"))
        transformations.append(coloured_by_limit(letters[names.index(failed)]))
        overrides.append(override("byName", failed, color={"mode": "thresholds"}, custom__cellOptions={"type": "color-text"}))
    return _table(
        title, words, targets,
        [override("byName", first, links=list(drill), custom__width=first_width), *[column.override() for column, _ in columns], *overrides],
        transformations=[
            *transformations,
            {"id": "merge", "options": {}},
            {"id": "organize", "options": {
                # the limit is left alone where there are no rows
                "excludeByName": {name: True for name in ("Time", *(("good_from", "Value #LIMIT") if failed else ()))},
                "includeByName": {},
                "indexByName": {name: i for i, name in enumerate(["value", *values])},
                "renameByName": {"value": first, **dict(zip(values, names))},
            }},
        ],
        sort=names[0], **more)


def labels_table(title, words, expression, columns, **more):
    """One row for each series: its labels. columns: (label, column)."""
    return _table(
        title, words, [cells(expression)], [column.override() for _, column in columns],
        transformations=[{"id": "organize", "options": {
            "excludeByName": {name: True for name in ("Time", "Value", "__name__", "alertstate", "job")},
            "includeByName": {},
            "indexByName": {label: i for i, (label, _) in enumerate(columns)},
            "renameByName": {label: column.name for label, column in columns},
        }}],
        sort=None, **more)


def api_table(title, words, target, columns, sort=None, **more):
    """columns: in the order of the target's, each with the look of one."""
    return _table(title, words, [target], [column.override() for column in columns], transformations=(), sort=sort, datasource=API, **more)


def _table(title, words, targets, overrides, *, transformations, sort, **more):
    return panel(
        "table", title, words, targets, overrides=overrides, transformations=transformations,
        custom={"align": "auto", "cellOptions": {"type": "auto"}, "filterable": False, "inspect": False},
        options={"showHeader": True, "cellHeight": "sm", "sortBy": [{"displayName": sort, "desc": True}] if sort else []},
        **more)


def node_graph(title, words, targets, *, arcs=(), overrides=(), transformations=(), **more):
    """The panel finds fields by their own names: a transformation that renames gives them only another title, and they are not found."""
    return panel(
        "nodeGraph", title, words, targets, overrides=overrides, transformations=transformations,
        options={
            "layoutAlgorithm": "layered", "zoomMode": "cooperative",
            "nodes": {"arcs": [{"field": field, "color": colour} for field, colour in arcs]}, "edges": {},
        },
        **more)


def no_time(*more):
    """Columns that Prometheus always sends and a graph does not need."""
    return [{"id": "organize", "options": {
        "excludeByName": {name: True for name in ("Time", *more)}, "includeByName": {}, "indexByName": {}, "renameByName": {}}}]

