"""Agent hierarchy: who delegates to whom now, in which state, how deep, and how well that is known."""

from house.board import Board, board_link, live_page
from house.colours import AMBER, BLUE, GREY
from house.panels import API, EVENTS_PER_SECOND, override, timeseries
from house.queries import api, cells, counted, most, of_source, rate, series, top, total
from house.tables import Column, api_table, no_time, node_graph

GRAPH = "/api/v1/live/graph"
# The same for all questions of one refresh, so that edges have their nodes: see grafana/README.md.
ASKED = {"limit": "200", "source": "${source}", "session": "${session}", "snapshot": "${__to}"}
# Details are shown as they come, without unit: numbers are asked for as text, and their names have the unit.
DETAILS = {"why": "Why", "level": "Level", "running": "Running, ms", "tokens": "Tokens", "project": "Project", "user": "User",
           "host": "Host", "parent_shown": "Parent is shown", "session": "Session", "agent": "Agent"}
NODE = [
    ("id", "id"), ("title", "title"), ("subtitle", "subtitle"), ("main_stat", "mainstat"), ("secondary_stat", "secondarystat"),
    ("arc_requested", "arc__requested", "number"), ("arc_active", "arc__active", "number"), ("arc_waiting", "arc__waiting", "number"),
    ("state_reason", "detail__why"), ("level", "detail__level"), ("running_ms", "detail__running"), ("total_tokens", "detail__tokens"),
    ("project", "detail__project"), ("user", "detail__user"), ("host", "detail__host"), ("parent_shown", "detail__parent_shown"),
    ("session_id", "detail__session"), ("agent_id", "detail__agent"),
]
EDGE = [("id", "id"), ("source", "source"), ("target", "target"), ("main_stat", "mainstat"), ("stroke_dasharray", "strokeDasharray")]
# A list, which the data source shows as text.
NONE_MISSING = [{"type": "value", "options": {"[]": {"text": "none", "index": 0}}}]
COUNTS = [("live", "Live", "number"), ("left_out", "Left out", "number"), ("all_counted", "All counted"),
          ("missing_partitions", "Missing partitions")]
ROW = [("state_reason", "Why"), ("subtitle", "Description"), ("title", "Agent type"), ("main_stat", "State"), ("level", "Level", "number"),
       ("running_ms", "Running", "number"), ("secondary_stat", "Tools"), ("total_tokens", "Tokens", "number"),
       ("session_id", "Session"), ("agent_id", "Agent")]
IN_LIVE_PAGE = live_page(
    "This agent on the live page",
    "?session=${__data.fields.detail__session:percentencode}&agent=${__data.fields.detail__agent:percentencode}")
ROW_IN_LIVE_PAGE = live_page(
    "This agent on the live page", "?session=${__data.fields.Session:percentencode}&agent=${__data.fields.Agent:percentencode}")

EDGES = total(of_source("delegraph_live_edges"), "parent_type", "child_type")


def numbered(expression, *by):
    """A number as a label, which becomes a column that the node graph finds and shows as it is."""
    return f'count_values by ({", ".join(by)}) ("mainstat", {expression})'


def labelled(expression, label, of):
    return f'label_replace({expression}, "{label}", "$1", "{of}", "(.*)")'


# An edge for each pair of types, and a node for each type, whether or not it has an edge to it.
FLOW_EDGES = numbered(
    labelled(labelled(f'label_join({EDGES}, "id", " > ", "parent_type", "child_type")', "source", "parent_type"), "target", "child_type"),
    "id", "source", "target")
CHILDREN = total(labelled(EDGES, "id", "child_type"), "id")
PARENTS = f'group by (id) ({labelled(EDGES, "id", "parent_type")})'
FLOW_NODES = labelled(f'{numbered(CHILDREN, "id")} or on (id) {PARENTS}', "title", "id")


def board():
    b = Board(
        "delegraph-hierarchy",
        "Who delegates to whom now, in which state, how deep, and how well that is known.",
        ["prometheus", "api", "job", "source", "session", "delegraph"])
    live_tree(b)
    flow(b)
    states(b)
    depth(b)
    return b


def live_tree(b):
    b.row("Live tree of the session $session")
    b.add(node_graph(
        "Live agents of the session",
        ("Every live agent of the chosen session, with an arrow from the agent that delegated to it. At most 200, the latest seen.",
         "Circle: REQUESTED grey, ACTIVE blue, WAITING amber. Arrow: what the parent is known from; dashed is a guess. An agent without "
         "an arrow is a root, or its parent is unknown, has ended, or is left out: “Parent is shown” says which. Choose a node for its "
         "details and its place on the live page.",
         "It shows at a glance who waits for whom. Needs the Infinity data source, as do the two tables; the flow below does not."),
        [api(GRAPH, "nodes", NODE, "node-graph-nodes", **ASKED), api(GRAPH, "edges", EDGE, "node-graph-edges", **ASKED)],
        arcs=[("arc__requested", GREY), ("arc__active", BLUE), ("arc__waiting", AMBER)],
        overrides=[
            override("byName", "arc__requested", displayName="REQUESTED"),
            override("byName", "arc__active", displayName="ACTIVE"),
            override("byName", "arc__waiting", displayName="WAITING"),
            *[override("byName", f"detail__{name}", displayName=shown) for name, shown in DETAILS.items()],
            override("byName", "id", links=[IN_LIVE_PAGE]),
        ],
        unit="none", datasource=API), 24, 16)
    b.add(api_table(
        "Live agents of the session, as a table",
        ("The live agents of the chosen session, one in a row.",
         "Why: the state in plain words. Level: 0 is the root. Choose an agent type for the agent on the live page.",
         "From some dozen agents on a graph cannot be read, and a table can."),
        api(GRAPH, "nodes", ROW, **ASKED),
        [Column("Why", 165, sentence=True), Column("Description", 230, sentence=True),
         Column("Agent type", 145, links=[ROW_IN_LIVE_PAGE]), Column("State", 95), Column("Level", 60), Column("Running", 85, "ms"),
         Column("Tools", 75), Column("Tokens", 75), Column("Session", 315), Column("Agent", 160)]), 24, 9)
    b.add(api_table(
        "Live agents shown and left out",
        ("How many agents of the session are live and how many of them the tree leaves out.",
         "Left out are those that were seen longest ago. “All counted” is false when there are more than the number says. "
         "Missing partitions: instances that did not answer; their agents are not in the tree.",
         "A picture that leaves something out without saying so is believed too much."),
        api(GRAPH, "", COUNTS, **ASKED),
        [Column("Live", 200), Column("Left out", 200), Column("All counted", 200),
         Column("Missing partitions", 200, mappings=NONE_MISSING)]), 24, 3)


def flow(b):
    b.row("Who delegates to whom, by agent type")
    b.add(node_graph(
        "Delegation flow by agent type",
        ("Live agents of all sessions of the source by their type and the type of the agent that delegated to them.",
         "The number on an arrow is how many live agents it stands for; the number in a node adds up its incoming arrows. Rare types are "
         "in “other”.",
         "It is the shape of the work: which types fan out, which only carry out, and whether a type delegates to itself."),
        [cells(FLOW_NODES), cells(FLOW_EDGES)],
        transformations=no_time("Value", "Value #A", "Value #B"), unit="none"), 12, 12)
    b.add(timeseries(
        "Live delegations by parent and child type",
        ("Live agents by the type of the agent that delegated to them and their own, over time.",
         "Stacked; the same numbers as on the arrows of the graph beside this, the eight largest.",
         "A flow that only grows is a fan-out that does not come back."),
        [series(top(8, EDGES), "{{parent_type}} → {{child_type}}")], by="pair", stack=True, many=320), 12, 12)


def states(b):
    b.row("States")
    b.add(timeseries(
        "Live agents by state",
        ("Agents that have not ended, by state.",
         "Stacked. WAITING: for a person, or a root for the next prompt. A gap: nothing was live.",
         "ACTIVE is work, the rest is delay; REQUESTED that stays is a client at its limit."),
        [series(total(of_source("delegraph_live_agents"), "state"), "{{state}}")], by="state", stack=True), 8)
    b.add(timeseries(
        "Lifecycle updates by state",
        ("Updates of agents that were written, per second, by the state that the agent is in.",
         "One update for each change of state or parent; changed counters at most once per second.",
         "Endings as they come: a step in LOST or FAILED names the minute to look at on the live page."),
        [series(rate(of_source("delegraph_lifecycle_updates_total"), "state"), "{{state}}")], by="state", axis=EVENTS_PER_SECOND), 8)
    b.add(timeseries(
        "Agents lost within 15 minutes",
        ("Agents that became LOST: nothing was heard of them, and nothing says that they are alive.",
         "The dashed line is the limit lost-agents. A late stop revises a loss, but it stays counted here.",
         "Each is work that somebody believes to be done or under way."),
        [series(counted(of_source("delegraph_agents_lost_total"), "15m"), "lost")], unit="none", decimals=0, limited="lost_agents",
        drill=[board_link("delegraph-performance")]), 8)


def depth(b):
    b.row("Depth, width and evidence", collapsed=True)
    b.add(timeseries(
        "Live agents by level",
        ("Live agents by their level below the root.", "Stacked; a root is level 0, (unknown) is an agent whose parent is not known.",
         "Where the agents are is where the resources go next."),
        [series(total(of_source("delegraph_live_agents"), "level"), "level {{level}}")], by="level", stack=True), 8)
    b.add(timeseries(
        "Deepest level of a live agent",
        ("The deepest level at which an agent is live.",
         "A root is level 0. The dashed line is the limit depth.",
         "Deep trees lose intent on the way down and results on the way up."),
        [series(most(of_source("delegraph_live_depth_max")), "depth")], unit="none", decimals=0, limited="depth"), 8)
    b.add(timeseries(
        "Widest fan-out of one agent",
        ("The most live agents that one agent has delegated to.", "The dashed line is the limit fan-out.",
         "Wide is fast until the parent cannot read what comes back."),
        [series(most(of_source("delegraph_live_fan_out_max")), "fan-out")], unit="none", decimals=0, limited="fan_out"), 8)
    b.add(timeseries(
        "Most delegations of one session within a minute",
        ("The most delegations that one session requested in the last minute.",
         "The dashed line is the limit spawns-per-minute.",
         "It tells a session that runs away from many that are busy."),
        [series(most(of_source("delegraph_live_session_spawns_max")), "delegations")], unit="none", decimals=0,
        limited="spawns_per_minute"), 8)
    b.add(timeseries(
        "Parents found, by evidence",
        ("Parents that were found, per second, by the evidence, and parents that were replaced by another.",
         "META, RESULT and NOTIFICATION are exact, INFERRED is a guess, NONE is unknown. “corrected” counts guesses that a fact replaced.",
         "It is how far the tree above can be trusted."),
        [series(rate(of_source("delegraph_edges_total"), "evidence"), "{{evidence}}"),
         series(rate(of_source("delegraph_edge_corrections_total")), "corrected")], by="evidence", axis=EVENTS_PER_SECOND), 8)
    b.add(timeseries(
        "Agents without any event, within an hour",
        ("Agents of a run of the Workflow tool that its notification counts and of which no event arrived.",
         "0 is right.",
         "Their hooks were lost, so the tree above is missing them: ./delegraph doctor says where."),
        [series(counted(of_source("delegraph_agents_unobserved_total"), "1h"), "unheard")], unit="none", decimals=0), 8)
