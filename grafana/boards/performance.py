"""Multi-agent performance: trends, distribution across levels, what strategies return, how work is taken apart."""

from house import (ENDED, Board, bars, board_link, clean, ended_badly, live_page, most, now, ratio, series, settled, table, timeseries,
                   total, windows)

AGENTS = "delegraph_window_agents"
DURATION = "delegraph_window_agent_duration_seconds"
TO_HIERARCHY = board_link("delegraph-hierarchy")
SESSIONS_OF_TYPE = live_page("Sessions with this type", "?type=${__field.labels.value:percentencode}")


def quantile(q, dimension):
    return most(windows(DURATION, dimension, f'quantile="{q}"'), "value")


def board():
    b = Board(
        "delegraph-performance",
        "How delegations do over time, across levels, by strategy, and how work is taken apart.",
        ["prometheus", "source", "window", "agent_type", "strategy", "project", "delegraph"])

    b.row("Trends by agent type")
    b.add(timeseries(
        "Duration by agent type, 95th percentile",
        ("How long the slowest of the ended delegations of the latest complete window took, by agent type.",
         "95 of 100 took at most so long. Choose a point for the sessions with that type.",
         "A parent waits for its slowest child: the mean hides what the 95th percentile costs."),
        [series(quantile("0.95", "agent_type"), "{{value}} · {{source}}")], unit="s", drill=[SESSIONS_OF_TYPE]), 8)
    b.add(timeseries(
        "Duration by agent type, median",
        ("How long half of the ended delegations of the latest complete window took at most, by agent type.",
         "Far below the 95th percentile: a few take very long. Near it: all are alike.",
         "It is the usual case; a median that moves means that the tasks or the model changed."),
        [series(quantile("0.5", "agent_type"), "{{value}} · {{source}}")], unit="s", drill=[SESSIONS_OF_TYPE]), 8)
    b.add(timeseries(
        "Ended badly, by agent type",
        ("Share of the ended delegations of the latest complete window that failed, were refused, killed or lost.",
         "0 is none, 1 is all. No point: none ended.",
         "A type that fails more than others on like tasks needs another prompt, other tools or another model."),
        [series(ended_badly("agent_type", "value"), "{{value}} · {{source}}")],
        unit="percentunit", share=True, drill=[SESSIONS_OF_TYPE]), 8)
    b.add(timeseries(
        "Tokens of a delegation, by agent type",
        ("Tokens of the ended delegations of the latest complete window by how many ended.",
         "A mean. Delegations that did not tell their tokens are counted with none, so it is at least so many.",
         "The price of asking this type once."),
        [series(
            ratio(total(windows("delegraph_window_tokens", "agent_type"), "value"), total(windows(AGENTS, "agent_type", ENDED), "value")),
            "{{value}} · {{source}}")]), 8)
    b.add(timeseries(
        "Cost by project",
        ("Cost at list price of the settled workflows of the latest complete window, by project.",
         "US dollars for one window, of what is known. Stacked.",
         "Who pays for a change of the way to work."),
        [series(total(windows("delegraph_window_workflow_cost_usd", "project"), "value"), "{{value}} · {{source}}")],
        unit="currencyUSD", stack=True), 8)
    b.add(bars(
        "What half the time would gain",
        ("Time that the workflows of the latest complete window would gain if an agent type took half its time, summed.",
         "Only time on a critical path counts: a type that is slow beside a slower one gains nothing.",
         "It is the order in which to make agent types faster."),
        [now(total(windows("delegraph_window_half_time_saving_seconds", "agent_type"), "value"), "{{value}} · {{source}}")], unit="s"), 8)

    b.row("Across levels")
    b.add(timeseries(
        "Delegations by level",
        ("Delegations of the latest complete window by their level below the root.", "Stacked; (unknown): nobody told the parent.",
         "It is how far work is passed on."),
        [series(total(windows(AGENTS, "level"), "value"), "level {{value}} · {{source}}")], stack=True, drill=[TO_HIERARCHY]), 8)
    b.add(timeseries(
        "Ended badly, by level",
        ("Share of the ended delegations of the latest complete window that failed, were refused, killed or lost, by level.",
         "0 is none, 1 is all.",
         "A share that grows with the level says that tasks get worse on the way down."),
        [series(ended_badly("level", "value"), "level {{value}} · {{source}}")], unit="percentunit", share=True, drill=[TO_HIERARCHY]), 8)
    b.add(timeseries(
        "Duration by level, 95th percentile",
        ("How long the slowest of the ended delegations of the latest complete window took, by level.",
         "A level should be faster than the one above it, which waits for it.",
         "Where it is not, the level above did other things meanwhile, or did not wait."),
        [series(quantile("0.95", "level"), "level {{value}} · {{source}}")], unit="s", drill=[TO_HIERARCHY]), 8)

    b.row("What strategies return")
    b.add(timeseries(
        "Delegations by strategy",
        ("Delegations of the latest complete window by the strategy that they were part of: single, parallel, sequential, hierarchical.",
         "Stacked. (unknown): nothing tells.",
         "It is which way of delegating is used at all, and the sample of what is beside it."),
        [series(total(windows(AGENTS, "strategy"), "value"), "{{value}} · {{source}}")], stack=True), 8)
    b.add(timeseries(
        "Speed-up by strategy",
        ("Work done by elapsed time, mean over the settled workflows of the latest complete window.",
         "1: as if one after the other. 3: as fast as three who never wait.",
         "It is what delegation returns in time; below 1 it only adds hand-overs."),
        [series(most(windows("delegraph_window_speed_up_ratio", "strategy"), "value"), "{{value}} · {{source}}")], unit="none"), 8)
    b.add(timeseries(
        "Clean workflows, by strategy",
        ("Share of the settled workflows of the latest complete window in which no agent failed, was refused, killed or lost.",
         "1 is all. No point: none settled.",
         "Speed that has to be done again is none."),
        [series(clean("strategy", "value"), "{{value}} · {{source}}")], unit="percentunit", share=True), 8)
    b.add(table(
        "Return by strategy",
        ("What each strategy gives and takes, in the latest complete window.",
         "Tokens and cost are for one settled workflow, at least so much, as those that did not tell count with none; cost per clean one "
         "divides all cost by the clean ones. An empty cell is not known.",
         "The return of a strategy is time and clean results for tokens; no single column has it."),
        [("Workflows", "short", total(windows("delegraph_window_workflows", "strategy"), "value")),
         ("Clean", "percentunit", clean("strategy", "value")),
         ("Speed-up", "none", most(windows("delegraph_window_speed_up_ratio", "strategy"), "value")),
         ("Efficiency", "percentunit", most(windows("delegraph_window_parallel_efficiency_ratio", "strategy"), "value")),
         ("Tokens", "short", settled("delegraph_window_workflow_tokens", "strategy", "value")),
         ("Cost", "currencyUSD", settled("delegraph_window_workflow_cost_usd", "strategy", "value")),
         ("Cost per clean one", "currencyUSD", ratio(
             total(windows("delegraph_window_workflow_cost_usd", "strategy"), "value"),
             total(windows("delegraph_window_workflows", "strategy", 'outcome="CLEAN"'), "value")))],
        first="Strategy"), 24, 7)

    b.row("How work is taken apart")
    b.add(timeseries(
        "Delegations of a workflow, by project",
        ("Delegations by workflows of the latest complete window.",
         "A mean, by project. 0 is not shown: a project without delegations has no group.",
         "How finely prompts are taken apart; with the speed-up it tells whether finer is faster."),
        [series(ratio(total(windows(AGENTS, "project"), "value"), total(windows("delegraph_window_workflows", "project"), "value")),
                "{{value}} · {{source}}")]), 8)
    b.add(timeseries(
        "Delegations by reason",
        ("Delegations of the latest complete window by why they were made: complexity, scope, specialization, performance.",
         "Stacked. The reason is read from evidence, (unknown) where there is none.",
         "Work that is handed on for its scope alone could often stay where it was."),
        [series(total(windows(AGENTS, "reason"), "value"), "{{value}} · {{source}}")], stack=True), 8)
    b.add(timeseries(
        "Delegations by expected outcome",
        ("Delegations of the latest complete window by what was wanted: analysis, implementation, validation, coordination.",
         "Stacked; (unknown): the request does not tell.",
         "Implementation without validation is work that nobody checks."),
        [series(total(windows(AGENTS, "expected_outcome"), "value"), "{{value}} · {{source}}")], stack=True), 8)
    return b
