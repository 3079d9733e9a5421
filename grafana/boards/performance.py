"""Multi-agent performance: trends, distribution across levels, what strategies return, how work is split up."""

from house.board import Board, board_link, live_page
from house.panels import MINUTE, MINUTES, bars, timeseries
from house.queries import (clean_share, delegations, duration, failure_share, mean_of_delegations, mean_of_workflows, most, ranked, ratio,
                           series, top, total, windows, workflows)
from house.tables import Column, table

TO_HIERARCHY = board_link("delegraph-hierarchy")
SESSIONS_OF_TYPE = live_page("Sessions with this type", "?type=${__field.labels.value:percentencode}")
WORKFLOW_TOKENS, WORKFLOW_COST = "delegraph_window_workflow_tokens", "delegraph_window_workflow_cost_usd"


def minutes(expression):
    return f"{expression} / {MINUTE}"


def board():
    b = Board(
        "delegraph-performance",
        "How delegations do over time, across levels, by strategy, and how work is split up.",
        ["prometheus", "job", "source", "window", "delegraph"])
    by_type(b)
    strategies(b)
    levels(b)
    split(b)
    return b


def by_type(b):
    b.row("Trends by agent type")
    b.add(timeseries(
        "Duration by agent type, 95th percentile, $window windows",
        ("How long the slowest of the ended delegations took, by agent type, the eight slowest.",
         "95 of 100 took at most so long. Choose a point for the sessions with that type.",
         "A parent waits for its slowest child: the mean hides what the 95th percentile costs."),
        [series(top(8, minutes(duration("0.95", "agent_type", "value"))), "{{value}}")], by="agent_type", axis=MINUTES, many=True,
        drill=[SESSIONS_OF_TYPE]), 12, 9)
    b.add(timeseries(
        "Duration by agent type, median, $window windows",
        ("How long half of the ended delegations took at most, by agent type, the eight slowest.",
         "Far below the 95th percentile: a few take very long. Near it: all are alike.",
         "It is the usual case; a median that moves means that the tasks or the model changed."),
        [series(top(8, minutes(duration("0.5", "agent_type", "value"))), "{{value}}")], by="agent_type", axis=MINUTES, many=True,
        drill=[SESSIONS_OF_TYPE]), 12, 9)
    b.add(timeseries(
        "Failure share by agent type, $window windows",
        ("Share of the ended delegations that failed, were killed or lost, by agent type, the eight largest.",
         "The dashed line is the limit failure-share. No point: none ended.",
         "A type that fails more than others on like tasks needs another prompt, other tools or another model."),
        [series(top(8, failure_share("agent_type", "value")), "{{value}}")], by="agent_type",
        unit="percentunit", share=True, limited="failure_ratio", many=True, drill=[SESSIONS_OF_TYPE]), 12, 9)
    b.add(timeseries(
        "Tokens per delegation by agent type, $window windows",
        ("Mean tokens of the ended delegations whose tokens are known, by agent type, the eight largest.",
         "No point: no tokens are known.",
         "The price of asking this type once."),
        [series(top(8, mean_of_delegations("tokens", "delegraph_window_tokens", "agent_type", "value")), "{{value}}")], by="agent_type",
        many=True), 12, 9)
    b.add(timeseries(
        "Cost by project, $window windows",
        ("Cost at list price of the settled workflows, by project, the eight dearest.",
         "US dollars for one window, of the workflows whose cost is known. Stacked.",
         "It shows which project a change of prompts or agents makes dearer or cheaper."),
        [series(top(8, total(windows(WORKFLOW_COST, "project"), "value")), "{{value}}")], by="project",
        unit="currencyUSD", stack=True, many=True), 12, 9)
    b.add(bars(
        "Time saved if an agent type took half its time, $window windows",
        ("Time that the workflows would save if an agent type took half its time, summed.",
         "Sorted, the most on top. Only time on a critical path counts: a type that is slow beside a slower one saves nothing.",
         "It is the order in which to make agent types faster."),
        [ranked(top(10, total(windows("delegraph_window_half_time_saving_seconds", "agent_type"), "value")), "{{value}}")],
        by="agent_type", unit="s"), 12, 9)


def strategies(b):
    b.row("Strategies")
    b.add(timeseries(
        "Delegations by strategy, $window windows",
        ("Delegations by the strategy that they were part of: single, parallel, sequential, hierarchical.",
         "Stacked. (unknown): nothing tells.",
         "It shows which strategies are used, and how large the samples of the panels beside it are."),
        [series(delegations("strategy", "value"), "{{value}}")], by="strategy", stack=True), 8)
    b.add(timeseries(
        "Speed-up by strategy, $window windows",
        ("Work done divided by elapsed time, mean over the settled workflows.",
         "1: as if one agent worked after the other. 3: as fast as three agents that never wait.",
         "It is what delegation returns in time; below 1 it only adds hand-overs."),
        [series(most(windows("delegraph_window_speed_up_ratio", "strategy"), "value"), "{{value}}")], by="strategy", unit="none"), 8)
    b.add(timeseries(
        "Share of clean workflows by strategy, $window windows",
        ("Share of the settled workflows in which no agent failed, was refused, killed or lost.",
         "100 % is all. No point: none settled.",
         "Fast work that has to be done again is not fast."),
        [series(clean_share("strategy", "value"), "{{value}}")], by="strategy", unit="percentunit", share=True), 8)
    b.add(table(
        "Strategies compared, $window windows",
        ("Results and cost of each strategy.",
         "Tokens and cost: mean of the workflows where they are known. Cost per clean workflow: the mean cost divided by the share of clean "
         "workflows. –: not known.",
         "The return of a strategy is time and clean results for tokens; no single column has it."),
        [(Column("Workflows", 150), workflows("strategy", "value")),
         (Column("Clean", 150, "percentunit", 0), clean_share("strategy", "value")),
         (Column("Speed-up", 150, "none", 2), most(windows("delegraph_window_speed_up_ratio", "strategy"), "value")),
         (Column("Efficiency", 150, "percentunit", 0), most(windows("delegraph_window_parallel_efficiency_ratio", "strategy"), "value")),
         (Column("Tokens", 150), mean_of_workflows("tokens", WORKFLOW_TOKENS, "strategy", "value")),
         (Column("Cost", 150, "currencyUSD", 2), mean_of_workflows("cost", WORKFLOW_COST, "strategy", "value")),
         (Column("Cost per clean workflow", 200, "currencyUSD", 2), ratio(
             mean_of_workflows("cost", WORKFLOW_COST, "strategy", "value"), clean_share("strategy", "value")))],
        first="Strategy", first_width=250), 24, 7)


def levels(b):
    b.row("Levels below the root")
    b.add(timeseries(
        "Delegations by level, $window windows",
        ("Delegations by their level below the root.", "Stacked; (unknown): the parent is not known.",
         "It is how far work is passed on."),
        [series(delegations("level", "value"), "level {{value}}")], by="level", stack=True, drill=[TO_HIERARCHY]), 6)
    b.add(timeseries(
        "Failure share by level, $window windows",
        ("Share of the ended delegations that failed, were killed or lost, by level.",
         "The dashed line is the limit failure-share.",
         "A share that grows with the level says that tasks get worse on the way down."),
        [series(failure_share("level", "value"), "level {{value}}")], by="level", unit="percentunit", share=True, limited="failure_ratio",
        drill=[TO_HIERARCHY]), 6)
    b.add(timeseries(
        "p95 duration by level, $window windows",
        ("How long the slowest of the ended delegations took, by level.",
         "A level should be faster than the one above it, which waits for it.",
         "Where it is not, the level above did other things meanwhile, or did not wait."),
        [series(minutes(duration("0.95", "level", "value")), "level {{value}}")], by="level", axis=MINUTES, drill=[TO_HIERARCHY]), 6)
    b.add(timeseries(
        "Tokens by level, $window windows",
        ("Tokens of the ended delegations, by level.",
         "Stacked. Of the delegations whose tokens are known.",
         "Many tokens deep down are work that the levels above only pass on."),
        [series(total(windows("delegraph_window_tokens", "level"), "value"), "level {{value}}")], by="level", stack=True), 6)


def split(b):
    b.row("How work is split up", collapsed=True)
    b.add(timeseries(
        "Delegations per workflow by project, $window windows",
        ("Delegations divided by workflows, by project, the eight largest.",
         "A mean. A project without delegations has no point.",
         "How finely prompts are split up; with the speed-up it tells whether finer is faster."),
        [series(top(8, ratio(delegations("project", "value"), workflows("project", "value"))), "{{value}}")], by="project", many=True), 10)
    b.add(timeseries(
        "Delegations by reason, $window windows",
        ("Delegations by why they were made: complexity, scope, specialization, performance.",
         "Stacked. The reason is read from evidence, (unknown) where there is none.",
         "Work that is handed on for its scope alone could often stay where it was."),
        [series(delegations("reason", "value"), "{{value}}")], by="reason", stack=True), 7)
    b.add(timeseries(
        "Delegations by expected outcome, $window windows",
        ("Delegations by what was wanted: analysis, implementation, validation, coordination.",
         "Stacked; (unknown): the request does not say.",
         "Implementation without validation is work that nobody checks."),
        [series(delegations("expected_outcome", "value"), "{{value}}")], by="expected_outcome", stack=True), 7)
