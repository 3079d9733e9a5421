"""PromQL and questions to Delegraph's API, as the boards ask them."""

DELEGATIONS = "delegraph_window_agents"
WORKFLOWS = "delegraph_window_workflows"

# As the alert counts: a refused delegation never became an agent, an open one has no end yet.
FAILED = 'outcome=~"FAILED|KILLED|LOST"'
STARTED_AND_ENDED = 'outcome=~"COMPLETED|FAILED|KILLED|LOST"'
SETTLED = 'outcome!="OPEN"'


def select(metric, *labels):
    """Of one deployment: its job in Prometheus."""
    return metric + "{" + ", ".join(('job=~"$job"', *labels)) + "}"


def of_source(metric, *labels):
    return select(metric, 'source=~"$source"', *labels)


def of_instance(metric, *labels):
    return select(metric, 'instance=~"$instance"', *labels)


def windows(metric, dimension, *labels):
    """A window's groups of one dimension, as known one window after its end: the subquery has one step, which is where a window ends.
    Read at any other moment, the latest window would begin with all of its delegations open and fill up until the next one."""
    selector = of_source(metric, 'window="$window"', f'dimension="{dimension}"', *labels)
    return f"last_over_time({selector}[$window:$window])"


def total(expression, *by):
    """Over instances."""
    return _aggregated("sum", expression, by)


def most(expression, *by):
    return _aggregated("max", expression, by)


def _aggregated(function, expression, by):
    return f"{function} by ({', '.join(by)}) ({expression})" if by else f"{function} ({expression})"


def ratio(part, whole):
    """Absent, not NaN and not 0, where there is nothing to have a share of."""
    return f"{part} / ({whole} > 0)"


def rate(selector, *by):
    return total(f"rate({selector}[$__rate_interval])", *by)


def counted(selector, time, *by):
    """How often within a time. Prometheus extrapolates to the ends of the time, so that its answer is no whole number."""
    increase = f"increase({selector}[{time}])"
    return f"round({total(increase, *by)})"


def top(count, expression):
    """So many as a legend has room for."""
    return f"topk({count}, {expression})"


def limit(name):
    selector = select("delegraph_threshold", f'limit="{name}"')
    return f"max ({selector})"


def delegations(dimension, *by):
    return total(windows(DELEGATIONS, dimension), *by)


def failure_share(dimension, *by):
    return ratio(total(windows(DELEGATIONS, dimension, FAILED), *by), total(windows(DELEGATIONS, dimension, STARTED_AND_ENDED), *by))


def workflows(dimension, *by):
    return total(windows(WORKFLOWS, dimension), *by)


def clean_share(dimension, *by):
    return ratio(total(windows(WORKFLOWS, dimension, 'outcome="CLEAN"'), *by), total(windows(WORKFLOWS, dimension, SETTLED), *by))


def mean_of_delegations(figure, metric, dimension, *by):
    """Divided by those whose figure is known."""
    known = windows("delegraph_window_agents_known", dimension, f'figure="{figure}"')
    return ratio(total(windows(metric, dimension), *by), total(known, *by))


def mean_of_workflows(figure, metric, dimension, *by):
    known = windows("delegraph_window_workflows_known", dimension, f'figure="{figure}"')
    return ratio(total(windows(metric, dimension), *by), total(known, *by))


def duration(quantile, dimension, *by):
    return most(windows("delegraph_window_agent_duration_seconds", dimension, f'quantile="{quantile}"'), *by)


# ── Targets ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

def series(expression, legend):
    return {"expr": expression, "legendFormat": legend, "range": True, "instant": False, "format": "time_series"}


def now(expression, legend=""):
    """As of the end of the time range."""
    return {"expr": expression, "legendFormat": legend, "range": False, "instant": True, "format": "time_series"}


def cells(expression):
    return {"expr": expression, "range": False, "instant": True, "format": "table"}


def ranked(expression, legend):
    """Now, the largest first."""
    return now(f"sort_desc({expression})", legend)


def threshold(name):
    """A limit as a row that the transformation of `coloured_by_limit` makes thresholds of: from 0 on good, from the limit on bad."""
    return {**cells(f'label_replace({limit(name)}, "good_from", "0", "", "")'), "refId": "LIMIT"}


def api(path, root, columns, format_="table", **parameters):
    """A question to Delegraph. columns: (member, column) or (member, column, type)."""
    return {
        "type": "json",
        "parser": "backend",
        "source": "url",
        "format": format_,
        "url": path,
        "url_options": {
            "method": "GET",
            "data": "",
            "params": [{"key": key.rstrip("_"), "value": value} for key, value in parameters.items()],
        },
        "root_selector": root,
        "columns": [
            {"selector": column[0], "text": column[1], "type": column[2] if len(column) > 2 else "string"} for column in columns
        ],
        "filters": [],
        "global_query_id": "",
    }
