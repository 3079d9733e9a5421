"""What a person can choose at the top of a board. Every variable changes most of its board's panels."""

import re

from house.panels import API, PROMETHEUS
from house.queries import api

LIVE_PAGE = "http://127.0.0.1:8080"
JOB, SOURCE = "delegraph", "claude-code"


def _data_source(name, label, plugin, uid):
    return {
        "type": "datasource", "name": name, "label": label, "query": plugin, "hide": 2, "refresh": 1, "regex": "", "options": [],
        "multi": False, "includeAll": False, "current": {"selected": True, "text": uid, "value": uid},
    }


def _label_values(name, label, query, words, chosen=None):
    """One value at a time, of `chosen` where it is there; all of them where nothing is chosen."""
    many = chosen is None
    return {
        "type": "query", "name": name, "label": label, "description": words, "datasource": PROMETHEUS,
        "definition": query, "query": {"query": query, "refId": name, "qryType": 1}, "refresh": 2, "regex": "", "sort": 1,
        "multi": many, "includeAll": many, "allValue": ".*" if many else None,
        "current": {"selected": True, "text": ["All"], "value": ["$__all"]} if many else
        {"selected": True, "text": chosen, "value": chosen},
        "options": [], "hide": 0,
    }


def _choice(name, label, values, words):
    return {
        "type": "custom", "name": name, "label": label, "description": words, "query": ",".join(values), "hide": 0,
        "multi": False, "includeAll": False, "current": {"selected": True, "text": values[0], "value": values[0]},
        "options": [{"selected": value == values[0], "text": value, "value": value} for value in values],
    }


def _sessions():
    question = api("/api/v1/live/graph", "sessions", [("label", "__text"), ("session_id", "__value")], limit="1", source="${source}")
    return {
        "type": "query", "name": "session", "label": "Session", "datasource": API,
        "description": "Whose tree is drawn; the session with most live agents is the first",
        "query": {"queryType": "infinity", "refId": "session", "infinityQuery": {**question, "refId": "session"}},
        # as the API sorts them
        "definition": "sessions with live agents", "refresh": 2, "regex": "", "sort": 0,
        "multi": False, "includeAll": False, "allValue": None, "current": {}, "options": [], "hide": 0,
    }


def _live_page(address):
    return {
        "type": "textbox", "name": "delegraph", "label": "Live page", "description": "Where a browser finds Delegraph's live page",
        "query": address, "current": {"selected": True, "text": address, "value": address},
        "options": [{"selected": True, "text": address, "value": address}], "hide": 2,
    }


def variable(name, live_page):
    made = {
        "prometheus": lambda: _data_source("prometheus", "Prometheus", "prometheus", "delegraph-prometheus"),
        "api": lambda: _data_source("api", "Delegraph", "yesoreyeram-infinity-datasource", "delegraph-api"),
        "job": lambda: _label_values(
            "job", "Job", "label_values(delegraph_live_readers, job)", "Which deployment, by its job in Prometheus", JOB),
        "instance": lambda: _label_values(
            "instance", "Instance", 'label_values(delegraph_live_readers{job=~"$job"}, instance)', "Of the deployment"),
        "source": lambda: _label_values(
            "source", "Source", 'label_values(delegraph_lifecycle_updates_total{job=~"$job"}, source)',
            "Which client produced it. One at a time: what a demo played is never added to what is real", SOURCE),
        "window": lambda: _choice(
            "window", "Window", ["5m", "1h"], "Size of the windows; each is shown as it was known one window after its end"),
        "session": _sessions,
        "delegraph": lambda: _live_page(live_page),
    }
    return made[name]()


def variables_in(text):
    """Names of the variables that a text refers to, Grafana's own left out."""
    return {name for name in re.findall(r"\$\{?([a-z_]+)", text) if not name.startswith("__")}
