"""Agent coordination: what agents exchange, how each way to work together ends, which types are requested."""

from house.board import Board, board_link, live_page
from house.panels import MINUTE, MINUTES, bars, timeseries
from house.queries import (api, clean_share, delegations, duration, failure_share, mean_of_workflows, most, ranked, series, top, total,
                           windows, workflows)
from house.tables import Column, api_table, table

RANGE = {"window": "1h", "from_": "${__from}", "to": "${__to}", "source": "${source}"}
TO_PERFORMANCE = board_link("delegraph-performance")
SESSIONS_OF_TYPE = live_page("Sessions with this type", "?type=${__field.labels.value:percentencode}")
SESSIONS_OF_ROW = live_page("Sessions with this type", "?type=${__value.raw:percentencode}")
MESSAGES, CHARACTERS = "delegraph_window_messages", "delegraph_window_data_transfer_characters"


def board():
    b = Board(
        "delegraph-coordination",
        "What agents exchange, how each way to work together ends, and which types are requested.",
        ["prometheus", "api", "job", "source", "window", "delegraph"])
    communication(b)
    patterns(b)
    types(b)
    orchestrations(b)
    over_the_range(b)
    return b


def communication(b):
    b.row("Communication")
    b.add(timeseries(
        "Messages per workflow, $window windows",
        ("Messages between agents, mean over the settled workflows that were analysed.",
         "By orchestration: how the workflow was set up. No point: no such workflow settled.",
         "Messages are the cost of coordination: loops need many, parallel agents few."),
        [series(mean_of_workflows("analysis", MESSAGES, "orchestration", "value"), "{{value}}")], by="orchestration"), 8)
    b.add(timeseries(
        "Characters handed over per workflow, $window windows",
        ("Characters that agents handed to each other, mean over the settled workflows that were analysed.",
         "By orchestration. Prompts and results count, files that one writes and another reads do not.",
         "What is handed over is read again by a model: it is paid for twice."),
        [series(mean_of_workflows("analysis", CHARACTERS, "orchestration", "value"), "{{value}}")], by="orchestration"), 8)
    b.add(timeseries(
        "Delays between agents per workflow, $window windows",
        ("Time that passes between agents, mean over the settled workflows.",
         "start: requested until started. return: ended until the parent went on. parent: parents that only waited. Each is the sum in a "
         "workflow, so that many agents at once make it longer than the workflow.",
         "It is time in which nobody works on the task; start is the client's limit, return the parent's next turn."),
        [series(f"{most(windows(metric, 'all'))} / {MINUTE}", name) for metric, name in (
            ("delegraph_window_start_delay_seconds", "start"), ("delegraph_window_return_delay_seconds", "return"),
            ("delegraph_window_parent_wait_seconds", "parent"))], by="delay", axis=MINUTES), 8)
    b.add(timeseries(
        "Rework, $window windows",
        ("What was done again, over all workflows.",
         "repeated_runs: an agent set to work again. retries: a like agent after one that failed. repeated_stages: a round again. "
         "file_conflicts: two at work on one file. propagated_failures: a failure that made its parent fail.",
         "It ties agents together that no tree shows: one agent's failure becomes another one's work."),
        [series(total(windows("delegraph_window_rework", "all"), "kind"), "{{kind}}")], by="rework"), 6)
    b.add(timeseries(
        "Most agents at work at once, $window windows",
        ("The most agents that were at work at once in any one workflow, the root counted.",
         "By strategy. Compare with the speed-up on the board Multi-agent performance.",
         "Many at once without a speed-up is waiting that looks like work."),
        [series(most(windows("delegraph_window_peak_concurrency", "strategy"), "value"), "{{value}}")], by="strategy",
        unit="none", decimals=0, drill=[TO_PERFORMANCE]), 6)
    b.add(timeseries(
        "Share of clean workflows by project, $window windows",
        ("Share of the settled workflows in which no agent failed, was refused, killed or lost.",
         "By project, the eight with most; 100 % is all. No point: none settled.",
         "Agents that work well together in one project need not in another: its tools, its tests and its prompts are different."),
        [series(top(8, clean_share("project", "value")), "{{value}}")], by="project", unit="percentunit", share=True, many=True,
        drill=[TO_PERFORMANCE]), 12)


def patterns(b):
    b.row("Results by coordination pattern and by orchestration")
    b.add(timeseries(
        "Failure share by coordination pattern, $window windows",
        ("Share of the ended delegations that failed, were killed or lost.",
         "By how the parent looked after them: fire-and-forget, supervised, collaborative; (unknown) where nothing tells.",
         "Nobody notices the failure of what was fired and forgotten."),
        [series(failure_share("coordination_pattern", "value"), "{{value}}")], by="coordination_pattern", unit="percentunit", share=True), 8)
    b.add(timeseries(
        "Delegations by coordination pattern, $window windows",
        ("Delegations by coordination pattern.",
         "Stacked. It is the sample of the panel to the left.",
         "A share of three delegations says little."),
        [series(delegations("coordination_pattern", "value"), "{{value}}")], by="coordination_pattern", stack=True), 8)
    b.add(timeseries(
        "Share of clean workflows by orchestration, $window windows",
        ("Share of the settled workflows in which no agent failed, was refused, killed or lost.",
         "100 % is all. No point: none settled.",
         "The way to work that fails least is not always the fastest: the table below has both."),
        [series(clean_share("orchestration", "value"), "{{value}}")], by="orchestration", unit="percentunit", share=True), 8)


def types(b):
    b.row("Agent types")
    b.add(bars(
        "Delegations by agent type, $window windows",
        ("Delegations by agent type.",
         "Sorted, the most used on top; rare types are in “other”. Choose one for its sessions.",
         "A long bar of general-purpose says that a specialised type is missing or not found."),
        [ranked(top(10, delegations("agent_type", "value")), "{{value}}")], by="agent_type", unit="none", drill=[SESSIONS_OF_TYPE]), 12, 9)
    b.add(table(
        "Agent types compared, $window windows",
        ("Each agent type in the latest window that had time to settle.",
         "Sort by a column; –: not known. Failed is red above the limit. Different types get different tasks: compare what is alike.",
         "Whether a specialised type is better at its tasks; /api/v1/metrics/agent-types compares on the same kind of task."),
        [(Column("Delegations", 130), delegations("agent_type", "value")),
         (Column("Failed", 130, "percentunit", 0), failure_share("agent_type", "value")),
         (Column("p95", 130, "s"), duration("0.95", "agent_type", "value"))],
        first="Agent type", first_width=260, drill=[SESSIONS_OF_ROW], failed="Failed"), 12, 9)
    b.add(timeseries(
        "Share of delegations by agent type, $window windows",
        ("Share of the delegations that went to each agent type.",
         "The eight largest.",
         "It shows whether a type that was added is taken up."),
        [series(top(8, f"{delegations('agent_type', 'value')} / on () group_left () ({delegations('all')} > 0)"), "{{value}}")],
        by="agent_type", unit="percentunit", share=True, many=True), 24)


def orchestrations(b):
    b.row("Orchestrations")
    b.add(table(
        "Orchestrations compared, $window windows",
        ("Each way to set up a workflow.",
         "Speed-up: work divided by elapsed time; efficiency: speed-up divided by most agents at once. Tokens and cost: mean of the "
         "workflows where they are known. –: not known.",
         "What a way to work gains in time against what it costs. It says what happened, not what causes what: who chose a way had a "
         "reason to."),
        [(Column("Workflows", 155), workflows("orchestration", "value")),
         (Column("Clean", 155, "percentunit", 0), clean_share("orchestration", "value")),
         (Column("Speed-up", 155, "none", 2), most(windows("delegraph_window_speed_up_ratio", "orchestration"), "value")),
         (Column("Efficiency", 155, "percentunit", 0), most(windows("delegraph_window_parallel_efficiency_ratio", "orchestration"), "value")),
         (Column("Start delay", 155, "s"), most(windows("delegraph_window_start_delay_seconds", "orchestration"), "value")),
         (Column("Tokens", 155), mean_of_workflows("tokens", "delegraph_window_workflow_tokens", "orchestration", "value")),
         (Column("Cost", 155, "currencyUSD", 2), mean_of_workflows("cost", "delegraph_window_workflow_cost_usd", "orchestration", "value"))],
        first="Orchestration", first_width=250), 24, 7)
    b.add(api_table(
        "Workflow time and tokens by orchestration, over the time range",
        ("Elapsed time and tokens of workflows, from Delegraph's own hours in the time range.",
         "p95: 95 of 100 took at most so long. “Enough” is false while the sample is smaller than the smallest that is compared.",
         "The 95th percentile of whole workflows is no metric of Prometheus: quantiles cannot be added up from windows. Needs Infinity."),
        api("/api/v1/metrics/coordination", "items", [
            ("group.orchestration", "Orchestration"), ("total.sample", "Workflows", "number"), ("total.elapsed_ms.p50", "p50", "number"),
            ("total.elapsed_ms.p95", "p95", "number"), ("total.tokens.p50", "Tokens p50", "number"),
            ("total.critical_path_share", "Critical path", "number"), ("enough", "Enough")], group_by="orchestration", **RANGE),
        [Column("Orchestration", 120), Column("Workflows"), Column("p50", 95, "ms"), Column("p95", 95, "ms"), Column("Tokens p50", 100),
         Column("Critical path", 115, "percentunit", 0), Column("Enough", 75)], sort="Workflows"), 12, 8)
    b.add(api_table(
        "Wave compared with sub-agent, over the time range",
        ("What Delegraph says when it compares the two, with how many there were.",
         "“Enough” is false while one of the samples is too small; then it says so instead of comparing.",
         "A difference without its sample is an opinion. Needs Infinity."),
        api("/api/v1/metrics/patterns", "comparisons", [
            ("says", "In words"), ("of", "Compared"), ("against", "With"), ("sample", "Sample", "number"),
            ("against_sample", "Other sample", "number"), ("enough", "Enough")], group_by="orchestration", **RANGE),
        [Column("In words", 255, sentence=True), Column("Compared", 85), Column("With", 85), Column("Sample", 75),
         Column("Other sample", 110), Column("Enough", 70)]), 12, 8)


def over_the_range(b):
    b.row("Quality gates, stages, parents and children", collapsed=True)
    b.add(api_table(
        "Quality gates, over the time range",
        ("What was made and then checked by a validating agent, by orchestration.",
         "Checked: of the completed implementations. Worked on again: of the checked ones. Added: time in which nobody worked on anything "
         "but checks, of a workflow that has any. What has too few is –, and the sentence says so.",
         "Implementation without validation is work that nobody checks; a check that never finds anything is only time. Needs Infinity."),
        api("/api/v1/metrics/coordination", "items", [
            ("total.gates.says", "In words"), ("group.orchestration", "Orchestration"),
            ("total.gates.implementations", "Implementations", "number"), ("total.gates.gated_share", "Checked", "number"),
            ("total.gates.reworked_share", "Worked on again", "number"), ("total.gates.workflows", "Workflows with checks", "number"),
            ("total.gates.added_ms", "Added", "number"), ("total.gates.added_share", "Of the elapsed time", "number")],
            group_by="orchestration", **RANGE),
        [Column("In words", 430, sentence=True), Column("Orchestration", 120), Column("Implementations", 135),
         Column("Checked", 100, "percentunit", 0), Column("Worked on again", 135, "percentunit", 0),
         Column("Workflows with checks", 175), Column("Added", 100, "ms"), Column("Of the elapsed time", 160, "percentunit", 0)],
        sort="Implementations"), 24, 8)
    b.add(api_table(
        "Stages of waves and rounds of loops, over the time range",
        ("Stages of waves and rounds of loops by their number.",
         "Time and token ratio: how many times those of the one before, in workflows that have both; below 1 is less. Worked on again: "
         "repeated runs, retries and files that two wrote at once. Those from the eighth on are one group.",
         "A round that takes as long as the first and mends nothing is the one to leave out. Needs Infinity."),
        api("/api/v1/metrics/stages", "items", [
            ("total.change.says", "In words"), ("group.orchestration", "Orchestration"), ("group.stage", "Number"),
            ("total.sample", "Sample", "number"), ("total.duration_ms.p50", "p50", "number"),
            ("total.change.time_ratio.estimate", "Time ratio", "number"), ("total.tokens.p50", "Tokens p50", "number"),
            ("total.change.tokens_ratio.estimate", "Token ratio", "number"),
            ("total.failed_share", "Failed", "number"), ("total.rework", "Worked on again", "number"),
            ("total.hand_offs", "Hand-offs into it", "number")], group_by="orchestration,stage", **RANGE),
        [Column("In words", 340, sentence=True), Column("Orchestration", 125), Column("Number", 85), Column("Sample", 85),
         Column("p50", 90, "ms"), Column("Time ratio", 110, decimals=2), Column("Tokens p50", 100),
         Column("Token ratio", 110, decimals=2), Column("Failed", 70, "percentunit", 0), Column("Worked on again", 140),
         Column("Hand-offs into it", 150)]), 24, 9)
    b.add(api_table(
        "Parents and children, over the time range",
        ("How agents did beside the agents that delegated to them, by the types of the two.",
         "Work and tokens: correlation of the logarithms, from -1 (more of one with less of the other) over 0 to 1; work is time at work "
         "itself, without waiting. Parents failed: with a failed child, and without. The root is no parent here.",
         "It tells whether trouble below shows above. It is what happened, not what causes what. Needs Infinity."),
        api("/api/v1/metrics/correlation", "items", [
            ("total.failures.says", "Failures, in words"), ("total.work.says", "Work, in words"), ("group.parent_type", "Parent"),
            ("group.agent_type", "Child"), ("total.sample", "Pairs", "number"), ("total.work.coefficient.estimate", "Work", "number"),
            ("total.tokens.coefficient.estimate", "Tokens", "number"), ("total.failures.child_failed", "Children failed", "number"),
            ("total.failures.share_with_failed_child", "Parents failed with it", "number"),
            ("total.failures.share_otherwise", "Parents failed without", "number")],
            group_by="parent_type,agent_type", **RANGE),
        [Column("Failures, in words", 206, sentence=True), Column("Work, in words", 206, sentence=True), Column("Parent", 152),
         Column("Child", 152), Column("Pairs", 65), Column("Work", 65, decimals=2), Column("Tokens", 70, decimals=2), Column("Children failed", 130),
         Column("Parents failed with it", 180, "percentunit", 0), Column("Parents failed without", 180, "percentunit", 0)],
        sort="Pairs"), 24, 10)
