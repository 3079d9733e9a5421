"""The house style of the dashboards, in one place: colours, units, time, variables, links, and one function per kind of panel.

A board says what is asked and why; everything that should look alike everywhere is decided here.
"""

import re

SCHEMA_VERSION = 41  # Grafana 11.6; later ones read it as it is
LIVE_PAGE = "http://127.0.0.1:8080"
FOLDER_TAG = "delegraph"

PROMETHEUS = {"type": "prometheus", "uid": "${prometheus}"}
API = {"type": "yesoreyeram-infinity-datasource", "uid": "${api}"}

BOARDS = {
    "delegraph-overview": "Overview",
    "delegraph-hierarchy": "Agent hierarchy",
    "delegraph-coordination": "Agent coordination",
    "delegraph-performance": "Multi-agent performance",
}

# One colour for one meaning, on every board; the live page's hues.
GREEN, RED, ORANGE, PINK, VIOLET, BLUE, AMBER, GREY = (
    "#4fae7b", "#e05a4f", "#e8813a", "#d06a9e", "#a07be0", "#4d94e8", "#e0a030", "#8e9aa6")
_ENDED_ONES = {"COMPLETED": GREEN, "FAILED": RED, "REFUSED": ORANGE, "KILLED": PINK, "LOST": VIOLET}
MEANING = {
    "state": {"REQUESTED": GREY, "ACTIVE": BLUE, "WAITING": AMBER, **_ENDED_ONES},
    "outcome": {"OPEN": BLUE, **_ENDED_ONES, "CLEAN": GREEN, "WITH_FAILURES": RED},
    "evidence": {"META": GREEN, "RESULT": GREEN, "NOTIFICATION": GREEN, "INFERRED": AMBER, "NONE": VIOLET},
}
LIMIT = "limit"
ABSENT = "absent"

# Which variable chooses among the values of a dimension.
CHOSEN = {"agent_type": "$agent_type", "strategy": "$strategy", "project": "$project"}


# ── PromQL ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

def select(metric, *labels):
    return f'{metric}{{{", ".join(labels)}}}'


def windows(metric, dimension, *labels):
    """The latest complete window's groups of one dimension; the dimension's variable, if it has one, chooses among them."""
    chosen = [f'value=~"{CHOSEN[dimension]}"'] if dimension in CHOSEN else []
    return select(metric, 'window="$window"', 'source=~"$source"', f'dimension="{dimension}"', *chosen, *labels)


def live(metric, *labels):
    return select(metric, 'source=~"$source"', *labels)


def total(selector, *by):
    """Over instances; sources are never added up."""
    return f"sum by ({', '.join(('source', *by))}) ({selector})"


def most(selector, *by):
    return f"max by ({', '.join(('source', *by))}) ({selector})"


def ratio(part, whole):
    """Absent, not NaN and not 0, where there is nothing to have a share of."""
    return f"{part} / ({whole} > 0)"


def rate(selector, *by):
    return total(f"rate({selector}[$__rate_interval])", *by)


def limit(name):
    return f'max (delegraph_threshold{{limit="{name}"}})'


ENDED_BADLY = 'outcome=~"FAILED|REFUSED|KILLED|LOST"'
ENDED = 'outcome!="OPEN"'


def ended_badly(dimension, *by):
    of = "delegraph_window_agents"
    return ratio(total(windows(of, dimension, ENDED_BADLY), *by), total(windows(of, dimension, ENDED), *by))


def clean(dimension, *by):
    of = "delegraph_window_workflows"
    return ratio(total(windows(of, dimension, 'outcome="CLEAN"'), *by), total(windows(of, dimension, ENDED), *by))


def settled(metric, dimension, *by):
    """A workflow's share of a sum over settled workflows."""
    return ratio(total(windows(metric, dimension), *by), total(windows("delegraph_window_workflows", dimension, ENDED), *by))


def series(expr, legend):
    return {"expr": expr, "legendFormat": legend, "range": True, "instant": False, "format": "time_series"}


def now(expr, legend=""):
    """As of the end of the time range: what is not told then has no value, whatever it was before."""
    return {"expr": expr, "legendFormat": legend, "range": False, "instant": True, "format": "time_series"}


def cells(expr):
    return {"expr": expr, "range": False, "instant": True, "format": "table"}


def api(path, root, columns, format_="table", **parameters):
    """A question to Delegraph. columns: (member, column) or (member, column, type)."""
    return {
        "datasource": API,
        "type": "json",
        "parser": "backend",
        "source": "url",
        "format": format_,
        "url": path,
        "url_options": {
            "method": "GET",
            "data": "",
            "params": [{"key": key, "value": value} for key, value in parameters.items()],
        },
        "root_selector": root,
        "columns": [
            {"selector": column[0], "text": column[1], "type": column[2] if len(column) > 2 else "string"} for column in columns
        ],
        "filters": [],
        "global_query_id": "",
    }


# ── Words and links ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

def description(what, read, why):
    return f"**What:** {what}\n\n**How to read:** {read}\n\n**Why it matters:** {why}"


def board_link(uid, **variables):
    """Keeps the time and the source; sets what the click was on."""
    chosen = "".join(f"&var-{name}={value}" for name, value in variables.items())
    return {"title": BOARDS[uid], "url": f"/d/{uid}?${{__url_time_range}}&${{source:queryparam}}&var-window=${{window}}{chosen}"}


def live_page(title="Live page", query=""):
    return {"title": title, "url": "${delegraph}/" + query, "targetBlank": True}


# ── Panels ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

def panel(kind, title, words, targets, *, unit="short", options=None, custom=None, overrides=(), links=(), drill=(), defaults=None,
          transformations=(), datasource=PROMETHEUS):
    refs = [dict(target, refId=chr(ord("A") + i)) for i, target in enumerate(targets)]
    for target in refs:
        target.setdefault("datasource", datasource)
    return {
        "type": kind,
        "title": title,
        "description": description(*words),
        "datasource": datasource,
        "targets": refs,
        "fieldConfig": {
            "defaults": {
                "unit": unit,
                "noValue": ABSENT,
                "color": {"mode": "palette-classic-by-name"},
                "mappings": [],
                "thresholds": {"mode": "absolute", "steps": [{"color": GREY, "value": None}]},
                "links": list(drill),
                "custom": custom or {},
                **(defaults or {}),
            },
            "overrides": list(overrides),
        },
        "options": options or {},
        "transformations": list(transformations),
        "links": list(links),
    }


def override(matcher, options, **properties):
    return {
        "matcher": {"id": matcher, "options": options},
        "properties": [{"id": name.replace("__", "."), "value": value} for name, value in properties.items()],
    }


def fixed(colour):
    return {"mode": "fixed", "fixedColor": colour}


def colours(targets):
    """Of states, outcomes and evidence by their meaning, of a limit as a dashed line, for the series whose names begin so."""
    overrides = []
    legends = [target["legendFormat"] for target in targets]
    for label, words in MEANING.items():
        if any(legend.startswith("{{%s}}" % label) for legend in legends):
            overrides += [override("byRegexp", f"/^{word}\\b/", color=fixed(colour)) for word, colour in words.items()]
    if LIMIT in legends:
        overrides.append(override(
            "byName", LIMIT, color=fixed(RED), custom__lineStyle={"fill": "dash", "dash": [8, 8]}, custom__fillOpacity=0,
            custom__stacking={"mode": "none", "group": LIMIT}))
    return overrides


def timeseries(title, words, targets, *, unit="short", stack=False, share=False, **more):
    """Windows stand until the next one: a step. A gap is a gap."""
    custom = {
        "drawStyle": "line",
        "lineInterpolation": "stepAfter",
        "lineWidth": 1,
        "fillOpacity": 60 if stack else 0,
        "gradientMode": "none",
        "showPoints": "auto",
        "pointSize": 4,
        "spanNulls": False,
        "insertNulls": False,
        "axisPlacement": "auto",
        "axisLabel": "",
        "axisSoftMin": 0,
        "scaleDistribution": {"type": "linear"},
        "stacking": {"mode": "normal" if stack else "none", "group": "A"},
        "thresholdsStyle": {"mode": "off"},
        "hideFrom": {"legend": False, "tooltip": False, "viz": False},
    }
    return panel(
        "timeseries", title, words, targets, unit=unit, custom=custom,
        overrides=colours(targets),
        defaults={"min": 0, "max": 1} if share else {"min": 0},
        options={
            "legend": {"displayMode": "table", "placement": "bottom", "showLegend": True, "calcs": ["lastNotNull", "max"]},
            "tooltip": {"mode": "multi", "sort": "desc"},
        },
        **more)


REDUCED = {"calcs": ["lastNotNull"], "fields": "", "values": False}


def stat(title, words, targets, *, unit="short", **more):
    return panel(
        "stat", title, words, targets, unit=unit, overrides=colours(targets),
        defaults={"color": {"mode": "thresholds"}},
        options={
            "reduceOptions": REDUCED, "orientation": "auto", "textMode": "value_and_name", "colorMode": "value", "graphMode": "none",
            "justifyMode": "auto", "wideLayout": True, "showPercentChange": False, "percentChangeColorMode": "standard",
        },
        **more)


def bars(title, words, targets, *, unit="short", share=False, **more):
    return panel(
        "bargauge", title, words, targets, unit=unit, overrides=colours(targets),
        defaults={"min": 0, "max": 1} if share else {"min": 0},
        options={
            "reduceOptions": REDUCED, "orientation": "horizontal", "displayMode": "basic", "valueMode": "text", "namePlacement": "left",
            "showUnfilled": True, "sizing": "auto", "minVizWidth": 8, "minVizHeight": 16, "maxVizHeight": 32,
            "legend": {"displayMode": "list", "placement": "bottom", "showLegend": False, "calcs": []},
        },
        **more)


def heatmap(title, words, targets, *, unit="short", **more):
    """Each series is a row."""
    return panel(
        "heatmap", title, words, targets, unit=unit,
        custom={"scaleDistribution": {"type": "linear"}, "hideFrom": {"legend": False, "tooltip": False, "viz": False}},
        options={
            "calculate": False,
            "rowsFrame": {"layout": "auto", "value": title},
            "color": {"mode": "scheme", "scheme": "YlOrRd", "fill": "dark-orange", "scale": "exponential", "exponent": 0.5, "steps": 64,
                      "reverse": False},
            "cellGap": 2,
            "cellValues": {"unit": unit},
            "yAxis": {"axisPlacement": "left", "reverse": True},
            "legend": {"show": True},
            "tooltip": {"mode": "single", "yHistogram": False, "showColorScale": True},
            "exemplars": {"color": GREY},
            "filterValues": {"le": 1e-9},
            "showValue": "auto",
        },
        **more)


def table(title, words, columns, *, first, drill=(), **more):
    """One row for each source and value. columns: (title, unit, expression); first: what the values are."""
    letters = [chr(ord("A") + i) for i in range(len(columns))]
    values = [f"Value #{letter}" for letter in letters] if len(columns) > 1 else ["Value"]
    return _table(
        title, words, [cells(expr) for _, _, expr in columns],
        [override("byName", first, links=list(drill)), *[override("byName", name, unit=unit) for name, unit, _ in columns]],
        transformations=[
            {"id": "merge", "options": {}},
            {"id": "organize", "options": {
                "excludeByName": {"Time": True},
                "includeByName": {},
                "indexByName": {name: i for i, name in enumerate(["value", "source", *values])},
                "renameByName": {"value": first, **{v: name for v, (name, _, _) in zip(values, columns)}},
            }},
        ],
        sort=columns[0][0], **more)


def api_table(title, words, target, overrides=(), sort=None, **more):
    return _table(title, words, [target], list(overrides), transformations=(), sort=sort, datasource=API, **more)


def _table(title, words, targets, overrides, *, transformations, sort, **more):
    return panel(
        "table", title, words, targets, overrides=overrides, transformations=transformations,
        custom={"align": "auto", "cellOptions": {"type": "auto"}, "filterable": False, "inspect": False},
        options={"showHeader": True, "cellHeight": "sm", "sortBy": [{"displayName": sort, "desc": True}] if sort else []},
        **more)


def node_graph(title, words, targets, *, arcs=(), overrides=(), **more):
    return panel(
        "nodeGraph", title, words, targets, overrides=overrides,
        options={
            "layoutAlgorithm": "layered", "zoomMode": "cooperative",
            "nodes": {"arcs": [{"field": field, "color": colour} for field, colour in arcs]}, "edges": {},
        },
        **more)


# ── Variables ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

ALL = {"selected": True, "text": ["All"], "value": ["$__all"]}


def _data_source(name, label, plugin, uid):
    return {
        "type": "datasource", "name": name, "label": label, "query": plugin, "hide": 2, "refresh": 1, "regex": "", "options": [],
        "multi": False, "includeAll": False, "current": {"selected": True, "text": uid, "value": uid},
    }


def _label_values(name, label, query, words):
    return {
        "type": "query", "name": name, "label": label, "description": words, "datasource": PROMETHEUS,
        "definition": query, "query": {"query": query, "refId": name, "qryType": 1}, "refresh": 2, "regex": "", "sort": 1,
        "multi": True, "includeAll": True, "allValue": ".*", "current": ALL, "options": [], "hide": 0,
    }


def _choice(name, label, values, words):
    return {
        "type": "custom", "name": name, "label": label, "description": words, "query": ",".join(values), "hide": 0,
        "multi": False, "includeAll": False, "current": {"selected": True, "text": values[0], "value": values[0]},
        "options": [{"selected": value == values[0], "text": value, "value": value} for value in values],
    }


def _of_dimension(name, label):
    return _label_values(
        name, label, f'label_values(delegraph_window_agents{{window="$window", source=~"$source", dimension="{name}"}}, value)',
        f"For the panels by {label.lower()}; a window knows each dimension by itself, so the others do not change")


def variable(name, live_page_url):
    if name == "prometheus":
        return _data_source("prometheus", "Prometheus", "prometheus", "delegraph-prometheus")
    if name == "api":
        return _data_source("api", "Delegraph", "yesoreyeram-infinity-datasource", "delegraph-api")
    if name == "source":
        return _label_values(
            "source", "Source", "label_values(delegraph_lifecycle_updates_total, source)",
            "Which client produced it; demo is what nobody ran. Sources are never added up")
    if name == "window":
        return _choice("window", "Window", ["5m", "1h"], "Size of the windows: the latest complete one is shown")
    if name == "limit":
        return _choice("limit", "Most agents", ["200", "50", "100", "500", "1000"], "Of the live tree: those seen longest ago are left out")
    if name == "host":
        query = api("/api/v1/live/graph", "nodes", [("host", "host")], limit="1000")
        return {
            "type": "query", "name": "host", "label": "Host", "datasource": API,
            "description": "For the live tree; hosts are no label of a metric",
            "query": {"queryType": "infinity", "refId": "host", "infinityQuery": {**query, "refId": "host"}},
            "definition": "hosts of the live agents", "refresh": 2, "regex": "", "sort": 1,
            "multi": True, "includeAll": True, "allValue": ".*", "current": ALL, "options": [], "hide": 0,
        }
    if name == "delegraph":
        return {
            "type": "textbox", "name": "delegraph", "label": "Live page", "description": "Where a browser finds Delegraph's live page",
            "query": live_page_url, "current": {"selected": True, "text": live_page_url, "value": live_page_url},
            "options": [{"selected": True, "text": live_page_url, "value": live_page_url}], "hide": 0,
        }
    labels = {"agent_type": "Agent type", "strategy": "Strategy", "project": "Project"}
    return _of_dimension(name, labels[name])


# ── Boards ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

class Board:
    """Panels are laid from left to right, in rows of the page's 24 columns."""

    def __init__(self, uid, words, variables):
        self.uid, self.words, self.variables = uid, words, variables
        self.panels, self.x, self.y, self.height = [], 0, 0, 0

    def row(self, title):
        self._wrap()
        self._put({"type": "row", "title": title, "collapsed": False, "panels": []}, 24, 1)
        self._wrap()
        return self

    def add(self, content, width, height=8):
        if self.x + width > 24:
            self._wrap()
        self._put(content, width, height)
        return self

    def _put(self, content, width, height):
        at = {"x": self.x, "y": self.y, "w": width, "h": height}
        self.panels.append({"id": len(self.panels) + 1, **content, "gridPos": at})
        self.x += width
        self.height = max(self.height, height)

    def _wrap(self):
        self.y += self.height
        self.x = self.height = 0

    def json(self, live_page_url):
        others = [uid for uid in BOARDS if uid != self.uid]
        return {
            "uid": self.uid,
            "title": "Delegraph: " + BOARDS[self.uid],
            "description": self.words,
            "tags": [FOLDER_TAG],
            "schemaVersion": SCHEMA_VERSION,
            "version": 1,
            "editable": True,
            "graphTooltip": 1,
            "time": {"from": "now-6h", "to": "now"},
            "refresh": "30s",
            "timezone": "browser",
            "timepicker": {"refresh_intervals": ["10s", "30s", "1m", "5m", "15m"]},
            "annotations": {"list": []},
            "links": [
                *[_link(BOARDS[uid], f"/d/{uid}", "dashboard", blank=False) for uid in others],
                _link("Live page", "${delegraph}/", "external link", blank=True),
            ],
            "templating": {"list": [variable(name, live_page_url) for name in self.variables]},
            "panels": self.panels,
        }


def _link(title, url, icon, blank):
    return {
        "type": "link", "title": title, "url": url, "icon": icon, "tooltip": "", "tags": [], "asDropdown": False,
        "targetBlank": blank, "includeVars": not blank, "keepTime": not blank,
    }


def variables_in(text):
    """Names of the variables that a text refers to, Grafana's own left out."""
    return {name for name in re.findall(r"\$\{?([a-z_]+)", text) if not name.startswith("__")}
