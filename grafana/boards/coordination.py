"""Agent coordination: what agents exchange, which ways to work together work, who is asked for what."""

from house import (ENDED, Board, api, api_table, bars, board_link, clean, ended_badly, most, now, override, series, settled, table,
                   timeseries, total, windows)

WINDOWS = {"window": "1h", "from": "${__from}", "to": "${__to}"}
WORKFLOWS = "delegraph_window_workflows"
TO_PERFORMANCE = board_link("delegraph-performance")
BY_TYPE = board_link("delegraph-performance", agent_type="${__value.raw:percentencode}")


def each(metric, dimension):
    return [series(settled(metric, dimension, "value"), "{{value}} · {{source}}")]


def board():
    b = Board(
        "delegraph-coordination",
        "What agents exchange, which ways to work together work, and who is asked for what.",
        ["prometheus", "api", "source", "window", "agent_type", "strategy", "project", "delegraph"])

    b.row("Communication")
    b.add(timeseries(
        "Messages of a workflow",
        ("Messages between agents, for each settled workflow of the latest complete window.",
         "By orchestration: how the workflow was set up. 0 is told as 0; no point means that no such workflow settled.",
         "Messages are what coordination costs; loops need many, fans few."),
        each("delegraph_window_messages", "orchestration")), 8)
    b.add(timeseries(
        "Characters handed over in a workflow",
        ("Characters that agents handed to each other, for each settled workflow of the latest complete window.",
         "By orchestration. Prompts and results count, files that one writes and another reads do not.",
         "What is handed over is read again by a model: it is paid twice."),
        each("delegraph_window_data_transfer_characters", "orchestration")), 8)
    b.add(timeseries(
        "Where workflows wait",
        ("Time that passes between agents, mean over the settled workflows of the latest complete window.",
         "Start: asked for until started. Return: ended until the parent went on. Parent: parents that only waited. Each is the sum in a "
         "workflow, so many agents at once make it longer than the workflow.",
         "It is time in which nobody works on the task; start delay is the client's limit, return delay the parent's next turn."),
        [series(most(windows("delegraph_window_start_delay_seconds", "all")), "start · {{source}}"),
         series(most(windows("delegraph_window_return_delay_seconds", "all")), "return · {{source}}"),
         series(most(windows("delegraph_window_parent_wait_seconds", "all")), "parent · {{source}}")], unit="s"), 8)
    b.add(timeseries(
        "Rework",
        ("What was done again, over all workflows of the latest complete window.",
         "repeated_runs: an agent set to work again. retries: a like agent after one that failed. repeated_stages: a round again. "
         "file_conflicts: two at work on one file. propagated_failures: a failure that made its parent fail.",
         "It ties agents together that no tree shows: one agent's failure that becomes another one's work."),
        [series(total(windows("delegraph_window_rework", "all"), "kind"), "{{kind}} · {{source}}")]), 8)
    b.add(timeseries(
        "Most agents at once",
        ("The most agents that were at work at once in any one workflow of the latest complete window.",
         "By strategy. Compare with the speed-up on the board Multi-agent performance.",
         "Many at once without a speed-up is waiting that looks like work."),
        [series(most(windows("delegraph_window_peak_concurrency", "strategy"), "value"), "{{value}} · {{source}}")],
        drill=[TO_PERFORMANCE]), 8)
    b.add(timeseries(
        "Clean workflows, by project",
        ("Share of the settled workflows of the latest complete window in which no agent failed, was refused, killed or lost.",
         "By project; 1 is all. No point: none settled.",
         "Agents that work well together in one project need not in another: its tools, its tests and its prompts are different."),
        [series(clean("project", "value"), "{{value}} · {{source}}")], unit="percentunit", share=True, drill=[TO_PERFORMANCE]), 8)

    b.row("Pattern effectiveness")
    b.add(timeseries(
        "Ended badly, by coordination pattern",
        ("Share of the ended delegations of the latest complete window that failed, were refused, killed or lost.",
         "By how the parent looked after them: fire-and-forget, supervised, collaborative; (unknown) is not told.",
         "Nobody notices the failure of what was fired and forgotten."),
        [series(ended_badly("coordination_pattern", "value"), "{{value}} · {{source}}")], unit="percentunit", share=True), 8)
    b.add(timeseries(
        "Delegations by coordination pattern",
        ("Delegations of the latest complete window by coordination pattern.",
         "Stacked. It is the sample of the panel to the left.",
         "A share of three delegations is an anecdote."),
        [series(total(windows("delegraph_window_agents", "coordination_pattern"), "value"), "{{value}} · {{source}}")], stack=True), 8)
    b.add(timeseries(
        "Clean workflows, by orchestration",
        ("Share of the settled workflows of the latest complete window in which no agent failed, was refused, killed or lost.",
         "1 is all. No point: none settled.",
         "The way to work that fails least is not always the fastest: the table below has both."),
        [series(clean("orchestration", "value"), "{{value}} · {{source}}")], unit="percentunit", share=True), 8)

    b.row("Specialisation")
    b.add(bars(
        "Use of agent types",
        ("Delegations of the latest complete window by agent type.",
         "A bar for each type and source; rare types are in “other”. Choose one for its trend.",
         "A long bar of general-purpose says that a specialised type is missing or not found."),
        [now(total(windows("delegraph_window_agents", "agent_type"), "value"), "{{value}} · {{source}}")],
        drill=[board_link("delegraph-performance", agent_type="${__field.labels.value:percentencode}")]), 8, 9)
    b.add(timeseries(
        "Share of agent types",
        ("Share of the delegations of the latest complete window that went to each agent type.",
         "The shares of a source add up to 1 when all types are chosen.",
         "It shows whether a type that was added is taken up."),
        [series(f'{total(windows("delegraph_window_agents", "agent_type"), "value")} / on (source) group_left () '
                f'({total(windows("delegraph_window_agents", "all"))} > 0)', "{{value}} · {{source}}")],
        unit="percentunit", share=True), 8, 9)
    b.add(table(
        "Agent types compared",
        ("Each agent type in the latest complete window.",
         "Sort by a column; an empty cell is not known. Different types get different tasks: compare what is alike.",
         "Whether a specialised type is better at its tasks; /api/v1/metrics/agent-types compares on the same kind of task, with "
         "intervals."),
        [("Ended", "short", total(windows("delegraph_window_agents", "agent_type", ENDED), "value")),
         ("Ended badly", "percentunit", ended_badly("agent_type", "value")),
         ("p95", "s", most(windows("delegraph_window_agent_duration_seconds", "agent_type", 'quantile="0.95"'), "value"))],
        first="Agent type", drill=[BY_TYPE]), 8, 9)

    b.row("Orchestration comparison")
    b.add(table(
        "Orchestrations",
        ("Each way to set up a workflow, in the latest complete window.",
         "Speed-up: work by elapsed time; efficiency: speed-up by most agents at once. Tokens and cost are for one settled workflow: at "
         "least so much, as those that did not tell count with none.",
         "What a way to work gains in time against what it costs. It says what happened, not what causes what: who chose a way had a "
         "reason to."),
        [("Workflows", "short", total(windows(WORKFLOWS, "orchestration"), "value")),
         ("Clean", "percentunit", clean("orchestration", "value")),
         ("Speed-up", "none", most(windows("delegraph_window_speed_up_ratio", "orchestration"), "value")),
         ("Efficiency", "percentunit", most(windows("delegraph_window_parallel_efficiency_ratio", "orchestration"), "value")),
         ("Start delay", "s", most(windows("delegraph_window_start_delay_seconds", "orchestration"), "value")),
         ("Tokens", "short", settled("delegraph_window_workflow_tokens", "orchestration", "value")),
         ("Cost", "currencyUSD", settled("delegraph_window_workflow_cost_usd", "orchestration", "value"))],
        first="Orchestration"), 24, 7)
    b.add(api_table(
        "Workflow time and tokens by orchestration, over the time range",
        ("Elapsed time and tokens of workflows, from Delegraph's own hours in the time range instead of the latest window.",
         "p95: 95 of 100 took at most so long. “Enough” is false while the sample is smaller than the smallest that is compared.",
         "The 95th percentile of whole workflows is no metric of Prometheus: quantiles cannot be added up from windows. Needs Infinity."),
        api("/api/v1/metrics/coordination", "items", [
            ("source", "Source"), ("group.orchestration", "Orchestration"), ("enough", "Enough"),
            ("total.sample", "Workflows", "number"), ("total.elapsed_ms.p50", "p50", "number"),
            ("total.elapsed_ms.p95", "p95", "number"), ("total.elapsed_ms.p99", "p99", "number"),
            ("total.tokens.p50", "Tokens p50", "number"), ("total.critical_path_share", "Critical path", "number")], group_by="orchestration", **WINDOWS),
        overrides=[override("byRegexp", "/^p\\d+$/", unit="ms"), override("byName", "Critical path", unit="percentunit")],
        sort="Workflows"), 12, 8)
    b.add(api_table(
        "Wave against sub-agent, over the time range",
        ("What Delegraph says when it compares the two, with how many there were.",
         "“Enough” is false while one of the samples is too small; then it says so instead of comparing.",
         "A difference without its sample is an opinion. Needs Infinity."),
        api("/api/v1/metrics/patterns", "comparisons", [
            ("source", "Source"), ("of", "Of"), ("against", "Against"), ("sample", "Sample", "number"),
            ("against_sample", "Other sample", "number"), ("enough", "Enough"), ("says", "Says")],
            group_by="orchestration", **WINDOWS)), 12, 8)

    b.row("Across workflows")
    b.add(api_table(
        "Quality gates, over the time range",
        ("What was made and then checked by a validating agent, by orchestration.",
         "Checked: of the completed implementations. Worked on again: of the checked ones. Added: time in which nobody worked on anything "
         "but checks, of a workflow that has any. What has too few is absent, and the last column says so.",
         "Implementation without validation is work that nobody checks; a check that never finds anything is only time. Needs Infinity."),
        api("/api/v1/metrics/coordination", "items", [
            ("source", "Source"), ("group.orchestration", "Orchestration"),
            ("total.gates.implementations", "Implementations", "number"), ("total.gates.gated_share", "Checked", "number"),
            ("total.gates.reworked_share", "Worked on again", "number"), ("total.gates.workflows", "Workflows with checks", "number"),
            ("total.gates.added_ms", "Added", "number"), ("total.gates.added_share", "Of the elapsed time", "number"),
            ("total.gates.says", "Says")], group_by="orchestration", **WINDOWS),
        overrides=[override("byRegexp", "/^(Checked|Worked on again|Of the elapsed time)$/", unit="percentunit"),
                   override("byName", "Added", unit="ms")],
        sort="Implementations"), 24, 7)
    b.add(api_table(
        "Stages of waves and rounds of loops, over the time range",
        ("Stages of waves and rounds of loops by their number, in the time range.",
         "By the one before: how many times as long or as dear, of workflows that have both; below 1 is less. Worked on again: repeated runs, "
         "retries and files that two wrote at once. Those from the eighth on are one group.",
         "A round that takes as long as the first and mends nothing is the one to leave out. Needs Infinity."),
        api("/api/v1/metrics/stages", "items", [
            ("source", "Source"), ("group.orchestration", "Orchestration"), ("group.stage", "Number"),
            ("total.sample", "Sample", "number"), ("total.duration_ms.p50", "p50", "number"),
            ("total.change.time_ratio.estimate", "Time by the one before", "number"), ("total.tokens.p50", "Tokens p50", "number"),
            ("total.change.tokens_ratio.estimate", "Tokens by the one before", "number"),
            ("total.failed_share", "Failed", "number"), ("total.rework", "Worked on again", "number"),
            ("total.hand_offs", "Hand-offs into it", "number"), ("total.change.says", "Says")], group_by="orchestration,stage", **WINDOWS),
        overrides=[override("byName", "p50", unit="ms"), override("byName", "Failed", unit="percentunit"),
                   override("byRegexp", "/by the one before$/", decimals=2)]), 24, 9)
    b.add(api_table(
        "Parents and children, over the time range",
        ("How agents did beside the agents that delegated to them, by the types of the two.",
         "Work and tokens: correlation of the logarithms, from -1 (more of one with less of the other) over 0 to 1; work is time at work "
         "itself, without waiting. Parents failed: with a failed child, and without. The root is no parent here.",
         "It tells whether trouble below shows above. It is what happened, not what causes what. Needs Infinity."),
        api("/api/v1/metrics/correlation", "items", [
            ("source", "Source"), ("group.parent_type", "Parent"), ("group.agent_type", "Child"),
            ("total.sample", "Pairs", "number"), ("total.work.coefficient.estimate", "Work", "number"), ("total.work.says", "Of work"),
            ("total.tokens.coefficient.estimate", "Tokens", "number"),
            ("total.failures.child_failed", "Children failed", "number"),
            ("total.failures.share_with_failed_child", "Parents failed with it", "number"),
            ("total.failures.share_otherwise", "Parents failed without", "number"), ("total.failures.says", "Of failures")],
            group_by="parent_type,agent_type", **WINDOWS),
        overrides=[override("byRegexp", "/^Parents failed/", unit="percentunit"), override("byRegexp", "/^(Work|Tokens)$/", decimals=2)],
        sort="Pairs"), 24, 9)
    return b
