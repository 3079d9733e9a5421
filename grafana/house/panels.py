"""One function for each kind of panel with numbers: what should look alike everywhere is decided here."""

from house.colours import GREEN, GREY, LIMIT, MEANING, RED
from house.queries import series, limit, threshold

PROMETHEUS = {"type": "prometheus", "uid": "${prometheus}"}
API = {"type": "yesoreyeram-infinity-datasource", "uid": "${api}"}
UNKNOWN = "–"

# Grafana has no unit for these; what stands behind the colon is written behind the number.
EVENTS_PER_SECOND = "suffix:events/s"
RECORDS_PER_SECOND = "suffix:records/s"
REQUESTS_PER_SECOND = "suffix:requests/s"
# A duration's axis has steps of so many minutes, where Grafana's own seconds would have steps of 8.33 minutes.
MINUTES = "suffix:min"
MINUTE = 60


def description(what, read, why):
    return f"**What:** {what}\n\n**How to read:** {read}\n\n**Why it matters:** {why}"


def panel(kind, title, words, targets, *, unit="short", decimals=None, options=None, custom=None, overrides=(), links=(), drill=(),
          defaults=None, transformations=(), datasource=PROMETHEUS):
    refs = [{**target, "refId": target.get("refId", chr(ord("A") + i))} for i, target in enumerate(targets)]
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
                **({} if decimals is None else {"decimals": decimals}),
                "noValue": UNKNOWN,
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


def colours(by, legends):
    """Of the values that the series are told apart by; of one series without values blue; of a limit red and dashed."""
    overrides = [override("byName", value, color=fixed(colour)) for value, colour in MEANING.get(by, {}).items()]
    if LIMIT in legends:
        overrides.append(override(
            "byName", LIMIT, color=fixed(RED), custom__lineStyle={"fill": "dash", "dash": [8, 8]}, custom__fillOpacity=0,
            custom__stacking={"mode": "none", "group": LIMIT}))
    return overrides


def timeseries(title, words, targets, *, by=None, unit="short", stack=False, share=False, limited=None, many=False, log=False, **more):
    """by: the values of house/colours.py that the series are named by. limited: the name of a limit, drawn as a dashed line. many: more
    series than a line below the panel has room for, listed beside it with the largest on top."""
    targets = [*targets, *([series(limit(limited), LIMIT)] if limited else [])]
    custom = {
        "drawStyle": "line",
        # windows stand until the next one: a step
        "lineInterpolation": "stepAfter",
        "lineWidth": 1,
        "fillOpacity": 60 if stack else 0,
        "gradientMode": "none",
        "showPoints": "auto",
        "pointSize": 4,
        # a gap is a gap
        "spanNulls": False,
        "insertNulls": False,
        "axisPlacement": "auto",
        "axisLabel": "",
        "axisSoftMin": 0,
        "scaleDistribution": {"type": "log", "log": 10} if log else {"type": "linear"},
        "stacking": {"mode": "normal" if stack else "none", "group": "A"},
        "thresholdsStyle": {"mode": "off"},
        "hideFrom": {"legend": False, "tooltip": False, "viz": False},
    }
    legend = (
        {"displayMode": "table", "placement": "right", "showLegend": True, "calcs": ["lastNotNull"], "sortBy": "Last *", "sortDesc": True,
         "width": 210}
        if many else {"displayMode": "list", "placement": "bottom", "showLegend": True, "calcs": []})
    return panel(
        "timeseries", title, words, targets, unit=unit, custom=custom,
        overrides=colours(by, [target["legendFormat"] for target in targets]),
        defaults={**({"min": 0, "max": 1} if share else {} if log else {"min": 0}), **({} if by else {"color": fixed(MEANING["level"]["level 0"])})},
        options={"legend": legend, "tooltip": {"mode": "multi", "sort": "desc"}},
        **more)


REDUCED = {"calcs": ["lastNotNull"], "fields": "", "values": False}


def coloured_by_limit(applies_to):
    """Turns the rows of house.queries.threshold into thresholds of the fields of one target."""
    return {"id": "configFromData", "options": {
        "configRefId": "LIMIT",
        "applyTo": {"id": "byFrameRefID", "options": applies_to},
        "mappings": [
            {"fieldName": "good_from", "handlerKey": "threshold1", "handlerArguments": {"threshold": {"color": GREEN}}},
            *[{"fieldName": name, "handlerKey": "threshold1", "handlerArguments": {"threshold": {"color": RED}}}
              for name in ("Value", "Value #LIMIT")],
        ],
    }}


def stat(title, words, targets, *, unit="short", by=None, limited=None, spark=True, steps=None, none=UNKNOWN, **more):
    """One number for each series, with its course behind it. limited: the name of a limit beyond which it is red."""
    return panel(
        "stat", title, words, [*targets, *([threshold(limited)] if limited else [])], unit=unit,
        overrides=colours(by, []),
        defaults={
            "color": {"mode": "thresholds"}, "noValue": none,
            **({"thresholds": {"mode": "absolute", "steps": steps}} if steps else {}),
        },
        options={
            "reduceOptions": REDUCED, "orientation": "auto", "textMode": "value_and_name" if by else "value",
            "colorMode": "value", "graphMode": "area" if spark else "none",
            "justifyMode": "auto", "wideLayout": True, "showPercentChange": False, "percentChangeColorMode": "standard",
        },
        transformations=[coloured_by_limit("A")] if limited else [],
        **more)


def bars(title, words, targets, *, by=None, unit="short", share=False, **more):
    """The targets are ranked: the longest bar is on top."""
    return panel(
        "bargauge", title, words, targets, unit=unit, overrides=colours(by, []),
        defaults={"min": 0, "max": 1} if share else {"min": 0},
        options={
            "reduceOptions": REDUCED, "orientation": "horizontal", "displayMode": "basic", "valueMode": "text", "namePlacement": "left",
            "showUnfilled": True, "sizing": "manual", "minVizWidth": 8, "minVizHeight": 16, "maxVizHeight": 24,
            "legend": {"displayMode": "list", "placement": "bottom", "showLegend": False, "calcs": []},
        },
        **more)
