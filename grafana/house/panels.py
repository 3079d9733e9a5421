"""One function for each kind of panel with numbers: what should look alike everywhere is decided here."""

from house.colours import BLUE, GREEN, GREY, LIMIT, MEANING, RED
from house.queries import series, limit, threshold

PROMETHEUS = {"type": "prometheus", "uid": "${prometheus}"}
API = {"type": "yesoreyeram-infinity-datasource", "uid": "${api}"}
UNKNOWN = "–"

# Words beside the axis, where behind each number they would be cut off.
EVENTS_PER_SECOND = "events/s"
RECORDS_PER_SECOND = "records/s"
REQUESTS_PER_SECOND = "requests/s"
# Events of one person's agents are seldom more than one in ten seconds.
SLOW = 0.1
# A duration's axis has steps of so many minutes, where Grafana's own seconds would have steps of 8.33 minutes.
MINUTES = "minutes"
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
                "color": {"mode": "palette-classic"},
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


def timeseries(title, words, targets, *, by=None, unit="short", axis="", decimals=None, stack=False, share=False, limited=None, per=None,
               many=False, room=None, **more):
    """by: the values of house/colours.py that the series are named by. axis: words beside it. limited: the name of a limit, drawn as a
    dashed line, divided by `per` where the series are. many: more series than a line below the panel has room for, listed beside it with
    the largest on top; a number is the width that their names need, px. room: how far the axis goes at least."""
    dashed = limit(limited) + (f" / {per}" if per else "") if limited else None
    targets = [*targets, *([series(dashed, LIMIT)] if dashed else [])]
    room = room or (5 if decimals == 0 else 1 if axis == MINUTES else SLOW if axis else None)
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
        "axisLabel": axis,
        "axisSoftMin": 0,
        # without it nothing but zeros is drawn on an axis up to 100
        **({"axisSoftMax": room} if room else {}),
        "scaleDistribution": {"type": "linear"},
        "stacking": {"mode": "normal" if stack else "none", "group": "A"},
        "thresholdsStyle": {"mode": "off"},
        "hideFrom": {"legend": False, "tooltip": False, "viz": False},
    }
    legend = (
        {"displayMode": "table", "placement": "right", "showLegend": True, "calcs": ["lastNotNull"], "sortBy": "Last *", "sortDesc": True,
         "width": 230 if many is True else many}
        if many else {"displayMode": "list", "placement": "bottom", "showLegend": True, "calcs": []})
    return panel(
        "timeseries", title, words, targets, unit=unit, decimals=decimals, custom=custom,
        overrides=colours(by, [target["legendFormat"] for target in targets]),
        defaults={**({"min": 0, "max": 1} if share else {"min": 0}), **({} if by else {"color": fixed(BLUE)})},
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


def stat(title, words, targets, *, unit="short", by=None, limited=None, spark=True, steps=None, none=UNKNOWN, recent=None, **more):
    """One number for each series, the latest in the time range, with its course behind it. limited: the name of a limit beyond which it is
    red. recent: older than this it is not shown, whatever the time range."""
    made = panel(
        "stat", title, words, [*targets, *([threshold(limited)] if limited else [])], unit=unit,
        overrides=colours(by, []),
        defaults={
            "color": {"mode": "thresholds"}, "noValue": none,
            **({"thresholds": {"mode": "absolute", "steps": steps}} if steps else {}),
        },
        options={
            # not the limit, which is left alone where there is no number
            "reduceOptions": {**REDUCED, "fields": f"/^{targets[0]['legendFormat']}$/"} if limited else REDUCED,
            "orientation": "auto", "textMode": "value_and_name" if by else "value",
            "colorMode": "value", "graphMode": "area" if spark else "none",
            "justifyMode": "auto", "wideLayout": True, "showPercentChange": False, "percentChangeColorMode": "standard",
        },
        transformations=[coloured_by_limit("A")] if limited else [],
        **more)
    return {**made, "timeFrom": recent} if recent else made


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
