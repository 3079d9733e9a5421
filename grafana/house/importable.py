"""A board for an import by hand: Grafana asks for the data sources and for the address of the live page (`__inputs`)."""

import json

INPUTS = [
    ("prometheus", {"name": "DS_PROMETHEUS", "label": "Prometheus that scrapes Delegraph", "description": "",
                    "type": "datasource", "pluginId": "prometheus", "pluginName": "Prometheus"}),
    ("api", {"name": "DS_DELEGRAPH", "label": "Delegraph's API, read by Infinity", "description": "",
             "type": "datasource", "pluginId": "yesoreyeram-infinity-datasource", "pluginName": "Infinity"}),
]
LIVE_PAGE = {"name": "VAR_LIVE_PAGE", "label": "Live page", "description": "Where a browser finds Delegraph", "type": "constant"}
REQUIRED = [
    {"type": "grafana", "id": "grafana", "name": "Grafana", "version": "11.6.0"},
    {"type": "datasource", "id": "prometheus", "name": "Prometheus", "version": "1.0.0"},
]
INFINITY = {"type": "datasource", "id": "yesoreyeram-infinity-datasource", "name": "Infinity", "version": "3.0.0"}


def by_hand(board):
    """The board with inputs in the place of the variables that provisioning fills."""
    variables = {variable["name"]: variable for variable in board["templating"]["list"]}
    inputs = [described for name, described in INPUTS if name in variables]
    text = json.dumps(board, ensure_ascii=False)
    for name, described in INPUTS:
        text = text.replace(f'"${{{name}}}"', f'"${{{described["name"]}}}"')
    made = json.loads(text)
    address = variables["delegraph"]["query"]
    made["templating"]["list"] = [
        _constant(variable) if variable["name"] == "delegraph" else variable
        for variable in made["templating"]["list"] if variable["name"] not in dict(INPUTS)]
    return {
        "__inputs": [*inputs, {**LIVE_PAGE, "value": address}],
        "__elements": {},
        "__requires": [*REQUIRED, *([INFINITY] if "api" in variables else [])],
        **made,
    }


def _constant(variable):
    chosen = f'${{{LIVE_PAGE["name"]}}}'
    current = {"selected": False, "text": chosen, "value": chosen}
    return {**{key: variable[key] for key in ("name", "label", "description")}, "type": "constant", "query": chosen, "hide": 2,
            "current": current, "options": [current]}
