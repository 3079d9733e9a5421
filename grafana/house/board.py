"""The frame of a board: its rows, its links, its annotations."""

from house.colours import AMBER, BLUE, RED
from house.panels import PROMETHEUS
from house.variables import variable

SCHEMA_VERSION = 41  # Grafana 11.6; later ones read it as it is

BOARDS = {
    "delegraph-overview": "Overview",
    "delegraph-hierarchy": "Agent hierarchy",
    "delegraph-coordination": "Agent coordination",
    "delegraph-performance": "Multi-agent performance",
    "delegraph-security": "Agent security",
    "delegraph-service": "Delegraph service",
}
COLUMNS = 24


def board_link(uid, **chosen):
    """Keeps the time, the deployment and the source; sets what the click was on."""
    values = "".join(f"&var-{name}={value}" for name, value in chosen.items())
    return {"title": BOARDS[uid], "url": f"/d/{uid}?${{__url_time_range}}&${{job:queryparam}}&${{source:queryparam}}{values}"}


def live_page(title="Live page", query=""):
    return {"title": title, "url": "${delegraph}/" + query, "targetBlank": True}


class Board:
    """Panels are laid from left to right, in rows of the page's columns. The panels of a collapsed row are in the row."""

    def __init__(self, uid, words, variables):
        self.uid, self.words, self.variables = uid, words, variables
        self.panels, self.x, self.y, self.height = [], 0, 0, 0
        self.collapsed, self.last_id = None, 0

    def row(self, title, collapsed=False):
        self._wrap()
        self.collapsed = None
        row = {"type": "row", "title": title, "collapsed": collapsed, "panels": []}
        self._put(row, COLUMNS, 1)
        self._wrap()
        self.collapsed = self.panels[-1]["panels"] if collapsed else None
        return self

    def add(self, content, width, height=8):
        if self.x + width > COLUMNS:
            self._wrap()
        self._put(content, width, height)
        return self

    def _put(self, content, width, height):
        at = {"x": self.x, "y": self.y, "w": width, "h": height}
        self.last_id += 1
        where = self.panels if self.collapsed is None else self.collapsed
        where.append({"id": self.last_id, **content, "gridPos": at})
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
            "tags": ["delegraph"],
            "schemaVersion": SCHEMA_VERSION,
            "version": 1,
            "editable": True,
            "graphTooltip": 1,
            "time": {"from": "now-6h", "to": "now"},
            "refresh": "30s",
            "timezone": "browser",
            "timepicker": {"refresh_intervals": ["10s", "30s", "1m", "5m", "15m"]},
            "annotations": {"list": annotations("$source" if "source" in self.variables else ".*")},
            "links": [
                *[_link(BOARDS[uid], f"/d/{uid}", "dashboard", blank=False) for uid in others],
                _link("Live page", "${delegraph}/", "external link", blank=True),
            ],
            "templating": {"list": [variable(name, live_page_url) for name in self.variables]},
            "panels": self.panels,
        }


def annotations(source):
    """Restarts and alerts, as marks on every panel with a time axis."""
    def annotation(name, colour, expression, title, text, **more):
        return {"name": name, "datasource": PROMETHEUS, "enable": True, "hide": False, "iconColor": colour, "expr": expression,
                "step": "60s", "titleFormat": title, "textFormat": text, **more}

    return [
        annotation("Restarts", BLUE, 'process_start_time_seconds{job=~"$job"} * 1000', "Delegraph started", "{{instance}}",
                   useValueForTime=True),
        *[annotation(f"Alerts: {severity}", colour,
                     f'ALERTS{{alertname=~"Delegraph.+", alertstate="firing", severity="{severity}", source=~"{source}|"}}',
                     "{{alertname}}", "{{source}} {{instance}}")
          for severity, colour in (("warning", AMBER), ("critical", RED))],
    ]


def _link(title, url, icon, blank):
    return {
        "type": "link", "title": title, "url": url, "icon": icon, "tooltip": "", "tags": [], "asDropdown": False,
        "targetBlank": blank, "includeVars": not blank, "keepTime": not blank,
    }
