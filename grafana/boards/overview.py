"""Overview: what runs now, what came of it, what it cost, and whether Delegraph itself can be believed."""

from house import (Board, board_link, clean, ended_badly, limit, live, live_page, most, now, rate, series, stat, table,
                   timeseries, total, windows)

TO_HIERARCHY = board_link("delegraph-hierarchy")
TO_PERFORMANCE = board_link("delegraph-performance")
TO_COORDINATION = board_link("delegraph-coordination")
BY_TYPE = board_link("delegraph-performance", agent_type="${__value.raw:percentencode}")
BY_PROJECT = live_page("Sessions of it", "?project=${__value.raw:percentencode}")


def board():
    b = Board(
        "delegraph-overview",
        "Coding agents that delegate to coding agents: what runs now, what came of it, what it cost.",
        ["prometheus", "source", "window", "agent_type", "project", "delegraph"])

    b.row("Now")
    b.add(stat(
        "Live agents",
        ("Agents that are asked for, at work or waiting, roots among them, as of the last scrape.",
         "One number for each state and source. No number: the source has no live agent.",
         "Many REQUESTED and few ACTIVE: agents are asked for faster than they start. WAITING ones need a person."),
        [now(total(live("delegraph_live_agents"), "state"), "{{state}} · {{source}}")], drill=[TO_HIERARCHY]), 8, 5)
    b.add(stat(
        "Sessions with live agents",
        ("Sessions in which at least one agent is not ended.",
         "One number for each source; open the live page for the sessions themselves.",
         "It is how much of the rest of this page is about one user's work or about many."),
        [now(total(live("delegraph_live_sessions")), "{{source}}")], drill=[live_page()]), 4, 5)
    b.add(stat(
        "Waiting for a person",
        ("How long what waits longest for a person has waited.",
         "0 when nothing waits. A waiting root waits for the next prompt, any other agent for a permission; the live page says which.",
         "Everything above an agent that waits waits too: this is the cheapest delay to remove."),
        [now(most(live("delegraph_live_waiting_seconds_max")), "{{source}}")], unit="s", drill=[live_page()]), 4, 5)
    b.add(stat(
        "Deepest level",
        ("The deepest level at which an agent is live; a root is level 0.",
         "Compare with the limit on the board Agent hierarchy.",
         "Each level adds a hand-over in which intent and results can get lost."),
        [now(most(live("delegraph_live_depth_max")), "{{source}}")], drill=[TO_HIERARCHY]), 4, 5)
    b.add(stat(
        "Widest fan-out",
        ("The most live agents that one agent has delegated to.",
         "Compare with the limit on the board Agent hierarchy.",
         "A fan-out that keeps growing is the first sign of agents that delegate without end."),
        [now(most(live("delegraph_live_fan_out_max")), "{{source}}")], drill=[TO_HIERARCHY]), 4, 5)

    b.row("What came of it: the latest complete window, by when it was asked for")
    b.add(timeseries(
        "Delegations by outcome",
        ("Delegations that were asked for in the latest complete window, by their outcome as known at the scrape.",
         "Stacked, so the height is all of them. OPEN ones have not ended. A gap: nothing was asked for.",
         "FAILED, REFUSED, KILLED and LOST are different problems: the work, the client's limits, a person, the machine."),
        [series(total(windows("delegraph_window_agents", "all"), "outcome"), "{{outcome}} · {{source}}")],
        stack=True, drill=[TO_PERFORMANCE]), 12)
    b.add(timeseries(
        "Delegations that ended badly",
        ("Share of the ended delegations that failed, were refused, killed or lost.",
         "0 is none, 1 is all. The dashed line is the limit for failed, killed and lost ones from performance-thresholds.yaml. "
         "No point: none has ended.",
         "Small windows jump: look at how many there were, beside this, before acting."),
        [series(ended_badly("all"), "{{source}}"), series(limit("failure_ratio"), "limit")],
        unit="percentunit", drill=[TO_PERFORMANCE]), 12)
    b.add(timeseries(
        "Workflows by outcome",
        ("Workflows, one for each prompt, by what came of all their agents.",
         "CLEAN: settled, and no agent failed, was refused, killed or lost. WITH_FAILURES: settled with one that did.",
         "A workflow can end well although agents failed; how often that happens is what retries cost."),
        [series(total(windows("delegraph_window_workflows", "all"), "outcome"), "{{outcome}} · {{source}}")],
        stack=True, drill=[TO_COORDINATION]), 8)
    b.add(timeseries(
        "Cost of workflows",
        ("Cost at list price of the settled workflows of the window, the roots' turns included.",
         "US dollars for one window. Only what is known is in it: no point means that no price is known, not that it was free.",
         "What delegation saves in time it may cost in tokens; the board Multi-agent performance puts both side by side."),
        [series(total(windows("delegraph_window_workflow_cost_usd", "all")), "{{source}}")],
        unit="currencyUSD", drill=[TO_PERFORMANCE]), 8)
    b.add(timeseries(
        "Tokens of workflows",
        ("Tokens of the settled workflows of the window, the roots' turns included.",
         "The sum over the window, input and output together. No point: none settled, or none told its tokens.",
         "Tokens are known where a price is not, so this is the measure that compares across models."),
        [series(total(windows("delegraph_window_workflow_tokens", "all")), "{{source}}")], drill=[TO_PERFORMANCE]), 8)

    b.row("Where: choose a row to go on")
    b.add(table(
        "Agent types",
        ("Each agent type in the latest complete window.",
         "Sort by a column; choose a type for its trend. An empty cell is not known. Rare types are in “other”.",
         "Which type is worth looking at: the one that is used most, fails most, or takes longest."),
        [("Delegations", "short", total(windows("delegraph_window_agents", "agent_type"), "value")),
         ("Ended badly", "percentunit", ended_badly("agent_type", "value")),
         ("p95", "s", most(windows("delegraph_window_agent_duration_seconds", "agent_type", 'quantile="0.95"'), "value")),
         ("Tokens", "short", total(windows("delegraph_window_tokens", "agent_type"), "value")),
         ("Cost", "currencyUSD", total(windows("delegraph_window_cost_usd", "agent_type"), "value"))],
        first="Agent type", drill=[BY_TYPE]), 12)
    b.add(table(
        "Projects",
        ("Each project in the latest complete window.",
         "Sort by a column; choose a project for its sessions on the live page. Rare projects are in “other”.",
         "Where the work and the cost are; a project whose workflows are rarely clean needs other agents or other prompts."),
        [("Workflows", "short", total(windows("delegraph_window_workflows", "project"), "value")),
         ("Clean", "percentunit", clean("project", "value")),
         ("Delegations", "short", total(windows("delegraph_window_agents", "project"), "value")),
         ("Tokens", "short", total(windows("delegraph_window_workflow_tokens", "project"), "value")),
         ("Cost", "currencyUSD", total(windows("delegraph_window_workflow_cost_usd", "project"), "value"))],
        first="Project", drill=[BY_PROJECT]), 12)

    b.row("Delegraph itself: whether the above can be believed")
    b.add(timeseries(
        "Events",
        ("Events that were made of hooks, a second.",
         "By source. 0 is silence; no line: no event since the start.",
         "No events while agents work means that hooks are not connected: ./delegraph doctor says where they are lost."),
        [series(rate("delegraph_events_total{source=~\"$source\"}"), "{{source}}")], unit="reqps"), 6)
    b.add(timeseries(
        "From hook to answer, 99th percentile",
        ("Time from a hook's arrival until its session's answers hold it.",
         "The dashed line is the limit from performance-thresholds.yaml. No point: no hook arrived.",
         "Everything called live on these boards is at most this late."),
        [series("histogram_quantile(0.99, sum by (le) (rate(delegraph_end_to_end_delay_seconds_bucket[$__rate_interval])))", "p99"),
         series(limit("end_to_end_delay_seconds"), "limit")], unit="s"), 6)
    b.add(timeseries(
        "Records left to read",
        ("Records of each topic that Delegraph has not read yet.",
         "The dashed line is the limit from performance-thresholds.yaml.",
         "While it grows, the boards show the past; agents are not called lost for silence that is only unread."),
        [series("sum by (topic) (delegraph_consumer_lag_records)", "{{topic}}"), series(limit("consumer_lag_records"), "limit")]), 6)
    b.add(timeseries(
        "Hooks that were rejected",
        ("Raw records that could not become an event, a second.",
         "0 is right. /api/v1/status tells the newest one and its reason.",
         "What is rejected is missing from every number above."),
        [series("sum (rate(delegraph_hooks_rejected_total[$__rate_interval]))", "rejected")], unit="reqps"), 6)
    return b
