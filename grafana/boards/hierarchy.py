"""Agent hierarchy: who delegates to whom now, in which state, how deep, and where the resources go."""

from house import (AMBER, API, BLUE, GREY, Board, api, api_table, board_link, heatmap, limit, live, live_page, most, node_graph, override,
                   rate, series, timeseries, total, windows)

GRAPH = "/api/v1/live/graph"
# The same for all questions of one refresh, so that edges have their nodes: see grafana/README.md.
ASKED = {"limit": "$limit", "source": "${source:csv}", "project": "${project:csv}", "host": "${host:csv}", "snapshot": "${__to}"}
NODE = [
    ("id", "id"), ("title", "title"), ("subtitle", "subtitle"), ("main_stat", "mainstat"), ("secondary_stat", "secondarystat"),
    ("arc_requested", "arc__requested", "number"), ("arc_active", "arc__active", "number"), ("arc_waiting", "arc__waiting", "number"),
    ("session_id", "detail__session"), ("agent_id", "detail__agent"), ("state_reason", "detail__state"),
    ("level", "detail__level", "number"), ("parent_shown", "detail__parent_shown"), ("running_ms", "detail__running", "number"),
    ("total_tokens", "detail__tokens", "number"), ("source", "detail__source"), ("project", "detail__project"),
    ("user", "detail__user"), ("host", "detail__host"),
]
EDGE = [("id", "id"), ("source", "source"), ("target", "target"), ("main_stat", "mainstat"), ("stroke_dasharray", "strokeDasharray")]
COUNTS = [("live", "Live", "number"), ("left_out", "Left out", "number"), ("all_counted", "All counted"),
          ("missing_partitions", "Missing partitions")]
IN_LIVE_PAGE = live_page(
    "This agent on the live page",
    "?session=${__data.fields.detail__session:percentencode}&agent=${__data.fields.detail__agent:percentencode}")

# An edge of the panel is a series; its labels are the columns that the panel wants. A type is a node of its own in each source.
EDGES = total(live("delegraph_live_edges", 'child_type=~"$agent_type"'), "parent_type", "child_type")
FLOW = f'label_join({EDGES}, "id", " > ", "source", "parent_type", "child_type")'
FLOW = f'label_join({FLOW}, "target", " · ", "child_type", "source")'
FLOW = f'label_join({FLOW}, "source", " · ", "parent_type", "source")'


def board():
    b = Board(
        "delegraph-hierarchy",
        "Who delegates to whom now, in which state, how deep, and where the resources go.",
        ["prometheus", "api", "source", "window", "agent_type", "project", "host", "limit", "delegraph"])

    b.row("The live tree")
    b.add(node_graph(
        "Live agents",
        ("Every live agent of every session, with an arrow from who delegated to it. At most as many as chosen, those seen last.",
         "Circle: REQUESTED grey, ACTIVE blue, WAITING amber. Arrow: what the parent is known from; dashed is a guess. "
         "An agent without an arrow is a root, its parent is not known, has ended, or is left out: “parent_shown” says which. "
         "Choose a node for its details and its place on the live page.",
         "It shows at a glance who waits for whom, which no list does. Needs the Infinity data source; the panel below does not."),
        [api(GRAPH, "nodes", NODE, "node-graph-nodes", **ASKED), api(GRAPH, "edges", EDGE, "node-graph-edges", **ASKED)],
        arcs=[("arc__requested", GREY), ("arc__active", BLUE), ("arc__waiting", AMBER)],
        overrides=[
            override("byName", "arc__requested", displayName="REQUESTED"),
            override("byName", "arc__active", displayName="ACTIVE"),
            override("byName", "arc__waiting", displayName="WAITING"),
            override("byName", "detail__running", unit="ms"),
            override("byName", "id", links=[IN_LIVE_PAGE]),
        ],
        unit="none", datasource=API), 24, 18)
    b.add(api_table(
        "How much of it is shown",
        ("How many agents are live and how many of them the tree leaves out.",
         "Left out are those that were seen longest ago. “All counted” is false when there are more than the number says. "
         "Missing partitions: instances that did not answer; their agents are not in the tree.",
         "A picture that leaves something out without saying so is believed too much."),
        api(GRAPH, "", COUNTS, **ASKED)), 24, 4)

    b.row("Delegation flow, from Prometheus alone")
    b.add(node_graph(
        "Delegation flow by agent type",
        ("Live agents by their type and the type of who delegated to them.",
         "The number on an arrow is how many live agents it stands for; the number in a node adds up its incoming ones. Rare types are in "
         "“other”. Each source is a graph of its own.",
         "It is the shape of the work: which types fan out, which only carry out, and whether a type delegates to itself."),
        [{"expr": FLOW, "range": False, "instant": True, "format": "table"}],
        transformations=[{"id": "organize", "options": {
            "excludeByName": {"Time": True, "parent_type": True, "child_type": True},
            "includeByName": {}, "indexByName": {}, "renameByName": {"Value": "mainstat"}}}],
        overrides=[override("byName", "mainstat", decimals=0)]), 14, 14)
    b.add(timeseries(
        "Delegations that are live, by agent type",
        ("Live agents by the type of who delegated to them and their own, over time.",
         "Stacked; the same numbers as on the arrows of the graph beside this.",
         "A flow that only grows is a fan-out that does not come back."),
        [series(EDGES, "{{parent_type}} → {{child_type}} · {{source}}")],
        stack=True), 10, 14)

    b.row("Life-cycle states")
    b.add(timeseries(
        "Live agents by state",
        ("Agents that are not ended, by state.",
         "Stacked. WAITING: for a permission, or a root for the next prompt. A gap: nothing was live.",
         "ACTIVE is work, the rest is delay; REQUESTED that stays is a client at its limit."),
        [series(total(live("delegraph_live_agents"), "state"), "{{state}} · {{source}}")], stack=True), 8)
    b.add(timeseries(
        "Changes of state",
        ("Lifecycles that were published, a second, by the state that they are in.",
         "An agent is published whenever its state or its parent changes, its counters at most once a second.",
         "Endings as they come: a step in LOST or FAILED names the minute to look at on the live page."),
        [series(rate("delegraph_lifecycle_updates_total{source=~\"$source\"}", "state"), "{{state}} · {{source}}")], unit="reqps"), 8)
    b.add(timeseries(
        "Agents that got lost",
        ("Agents that became LOST within 15 minutes: no word of them and nothing that says they are alive.",
         "The dashed line is the limit from performance-thresholds.yaml. A late stop revises a loss, but it stays counted here.",
         "Each is work that somebody believes to be done or under way."),
        [series(total("increase(delegraph_agents_lost_total{source=~\"$source\"}[15m])"), "{{source}}"),
         series(limit("lost_agents"), "limit")]), 8)

    b.row("Depth, width and evidence")
    b.add(timeseries(
        "Deepest level",
        ("The deepest level at which an agent is live.",
         "A root is level 0. The dashed line is the limit from performance-thresholds.yaml.",
         "Deep trees lose intent on the way down and results on the way up."),
        [series(most(live("delegraph_live_depth_max")), "{{source}}"), series(limit("depth"), "limit")]), 6)
    b.add(timeseries(
        "Widest fan-out",
        ("The most live agents that one agent has delegated to.", "The dashed line is the limit from performance-thresholds.yaml.",
         "Wide is fast until the parent cannot read what comes back."),
        [series(most(live("delegraph_live_fan_out_max")), "{{source}}"), series(limit("fan_out"), "limit")]), 6)
    b.add(timeseries(
        "Most delegations of one session",
        ("The most delegations that one session asked for in the last minute.",
         "The dashed line is the limit from performance-thresholds.yaml.",
         "It tells a runaway session from many that are busy."),
        [series(most(live("delegraph_live_session_spawns_max")), "{{source}}"), series(limit("spawns_per_minute"), "limit")]), 6)
    b.add(timeseries(
        "Where parents are known from",
        ("Parents that were found, a second, by the evidence, and those that turned out to be another one.",
         "META, RESULT and NOTIFICATION are exact, INFERRED is a guess, NONE is unknown. “corrected” counts guesses that a fact replaced.",
         "It is how far the tree above can be trusted."),
        [series(rate("delegraph_edges_total{source=~\"$source\"}", "evidence"), "{{evidence}} · {{source}}"),
         series(rate("delegraph_edge_corrections_total{source=~\"$source\"}"), "corrected · {{source}}")], unit="reqps"), 6)

    b.row("Resources by level")
    b.add(timeseries(
        "Live agents by level",
        ("Live agents by their level below the root.", "Stacked; a root is level 0, (unknown) is an agent whose parent nobody told.",
         "Where the agents are is where the resources go next."),
        [series(total(live("delegraph_live_agents"), "level"), "level {{level}} · {{source}}")], stack=True), 8, 9)
    b.add(heatmap(
        "Tokens by level",
        ("Tokens of the ended delegations of the latest complete window, by level.",
         "A row is a level, the darker the more tokens. An empty cell: no delegation of that level ended, or none told its tokens.",
         "A dark row deep down is work that the levels above only pass on."),
        [series(total(windows("delegraph_window_tokens", "level"), "value"), "level {{value}} · {{source}}")],
        drill=[board_link("delegraph-performance")]), 8, 9)
    b.add(heatmap(
        "Duration by level, 95th percentile",
        ("How long the slowest of the ended delegations of the latest complete window took, by level.",
         "A row is a level, the darker the longer. 95 of 100 took at most so long.",
         "A level that is slow makes every level above it wait."),
        [series(most(windows("delegraph_window_agent_duration_seconds", "level", 'quantile="0.95"'), "value"),
                "level {{value}} · {{source}}")],
        unit="s", drill=[board_link("delegraph-performance")]), 8, 9)
    return b
