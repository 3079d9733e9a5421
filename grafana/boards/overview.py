"""Overview: what needs a person now, how the work ended, what it cost."""

from house.board import Board, board_link, live_page
from house.colours import GREEN, RED
from house.panels import MINUTE, MINUTES, stat, timeseries
from house.queries import (clean_share, delegations, duration, failure_share, most, of_source, select, series, total, windows,
                           workflows)
from house.tables import Column, labels_table, table

TO_HIERARCHY = board_link("delegraph-hierarchy")
TO_PERFORMANCE = board_link("delegraph-performance")
TO_COORDINATION = board_link("delegraph-coordination")
BY_TYPE = live_page("Sessions with this type", "?type=${__value.raw:percentencode}")
BY_PROJECT = live_page("Sessions of this project", "?project=${__value.raw:percentencode}")

ALERTS = 'ALERTS{alertname=~"Delegraph.+", alertstate="firing", source=~"$source|"}'
# 0 only where the rules are loaded: without them nothing is known.
NONE_FIRES = '0 * count (limit:delegraph_threshold:max{limit="depth"})'
# An instance that answers and has no live agent is no gap.
NONE_LIVE = "0 * " + total(select("delegraph_live_readers"))
FOR_A_PERSON = 'kind!="idle"'


def board():
    b = Board(
        "delegraph-overview",
        "Coding agents that delegate to coding agents: what needs a person now, how the work ended, what it cost.",
        ["prometheus", "job", "source", "window", "delegraph"])
    first_screen(b)
    outcomes(b)
    where(b)
    shape(b)
    return b


def first_screen(b):
    b.add(stat(
        "Firing alerts",
        ("Alerts of Delegraph that are firing, those about the chosen source and those about Delegraph itself.",
         "Red: at least one; the table below names them. –: the rules of deploy/prometheus are not loaded. No alert is about a demo.",
         "An alert means that a limit that you set is exceeded."),
        [series(f"count ({ALERTS}) or {NONE_FIRES}", "firing")],
        steps=[{"color": GREEN, "value": None}, {"color": RED, "value": 1}]), 4, 5)
    b.add(stat(
        "Failure share, $window windows",
        ("Share of the ended delegations that failed, were killed or lost, in the latest settled window of the time range in which any ended.",
         "Red: above the limit failure-share of performance-thresholds.yaml. Refused ones never became agents and do not count.",
         "It is the first number that moves when a tool, a limit or a prompt is wrong."),
        [series(failure_share("all"), "failed")], unit="percentunit", limited="failure_ratio", drill=[TO_PERFORMANCE]), 4, 5)
    b.add(stat(
        "p95 duration, $window windows",
        ("The time within which 95 of 100 delegations ended, in the latest settled window of the time range in which any ended.",
         "The line behind it is its course. It has no limit and is never red.",
         "A parent waits for its slowest child."),
        [series(duration("0.95", "all"), "p95")], unit="s", drill=[TO_PERFORMANCE]), 4, 5)
    b.add(stat(
        "Cost per hour",
        ("What the workflows that began within an hour cost at list price, as the alert about the budget sees it.",
         "Red: above the limit cost-usd-per-hour. Work without a known price is not in it, so it is at least so much.",
         "A session that runs away costs money before anybody looks."),
        [series(most('source:delegraph_workflow_cost_usd_hour:max{source=~"$source"}'), "cost")],
        unit="currencyUSD", limited="cost_usd_per_hour", recent="1h", drill=[TO_PERFORMANCE]), 4, 5)
    b.add(stat(
        "Longest wait for a person",
        ("How long the oldest permission request, question, plan or elicitation has waited.",
         "Red: longer than the limit waiting. 0: nothing waits. A session that waits for its next prompt is idle and does not count.",
         "Everything above an agent that waits waits too: this is the cheapest delay to remove."),
        [series(f'{most(of_source("delegraph_live_waiting_seconds_max", FOR_A_PERSON))} or {NONE_LIVE}', "wait")],
        unit="s", limited="waiting_seconds", drill=[live_page()]), 4, 5)
    b.add(stat(
        "Live agents",
        ("Agents that are requested, at work or waiting, roots among them, as of the last scrape.",
         "–: no instance answers. The board Agent hierarchy draws them.",
         "0 while somebody works with agents means that no hooks arrive: ./delegraph doctor says where they are lost."),
        [series(f'{total(of_source("delegraph_live_agents"))} or {NONE_LIVE}', "agents")], drill=[TO_HIERARCHY]), 4, 5)
    b.add(labels_table(
        "Firing alerts by name",
        ("Each firing alert, by name.",
         "What to do about it is in deploy/README.md, under its name. none: nothing fires, or the rules are not loaded, which "
         "the number above tells apart.",
         "A number of alerts says that something is wrong, a name says what."),
        ALERTS,
        [("alertname", Column("Alert", 200)), ("severity", Column("Severity", 80)), ("source", Column("Source", 90)),
         ("instance", Column("Instance", 80))], defaults={"noValue": "none"}), 8, 8)


def outcomes(b):
    b.add(timeseries(
        "Delegations by outcome, $window windows",
        ("Delegations by the window in which they were requested and by their outcome, as known one window after its end.",
         "Stacked, so the height is all of them. OPEN ones had not ended even then. A gap: nothing was requested.",
         "FAILED, REFUSED, KILLED and LOST are different problems: the work, the client's limits, a person, the machine."),
        [series(delegations("all", "outcome"), "{{outcome}}")], by="outcome", stack=True, drill=[TO_PERFORMANCE]), 16)
    b.add(timeseries(
        "Failure share over time, $window windows",
        ("Share of the ended delegations that failed, were killed or lost.",
         "The dashed line is the limit failure-share. No point: none ended.",
         "Small windows jump: look at how many there were, above, before acting."),
        [series(failure_share("all"), "failed")], unit="percentunit", limited="failure_ratio", drill=[TO_PERFORMANCE]), 8)
    b.add(timeseries(
        "Workflows by outcome, $window windows",
        ("Workflows, one for each prompt, by how all their agents ended.",
         "CLEAN: settled, and no agent failed, was refused, killed or lost. WITH_FAILURES: settled with one that did.",
         "A workflow can end well although agents failed; how often that happens is what retries cost."),
        [series(workflows("all", "outcome"), "{{outcome}}")], by="workflow_outcome", stack=True, drill=[TO_COORDINATION]), 8)
    b.add(timeseries(
        "Cost of workflows, $window windows",
        ("Cost at list price of the settled workflows of a window, the roots' turns included.",
         "US dollars for one window, of the workflows whose cost is known. No point: no price is known, not that it was free.",
         "What delegation saves in time it may cost in tokens; the board Multi-agent performance puts both side by side."),
        [series(total(windows("delegraph_window_workflow_cost_usd", "all")), "cost")], unit="currencyUSD", drill=[TO_PERFORMANCE]), 8)


def where(b):
    b.row("By agent type and by project")
    b.add(table(
        "Agent types, $window windows",
        ("Each agent type in the latest window that had time to settle.",
         "Choose a type for its sessions. –: not known. Failed is red above the limit failure-share. Rare types are in “other”.",
         "Which type is worth looking at: the one that is used most, fails most, or takes longest."),
        [(Column("Delegations", 100), delegations("agent_type", "value")),
         (Column("Failed", 80, "percentunit", 0), failure_share("agent_type", "value")),
         (Column("p95", 100, "s"), duration("0.95", "agent_type", "value")),
         (Column("Tokens"), total(windows("delegraph_window_tokens", "agent_type"), "value")),
         (Column("Cost", 90, "currencyUSD", 2), total(windows("delegraph_window_cost_usd", "agent_type"), "value"))],
        first="Agent type", first_width=230, drill=[BY_TYPE], failed="Failed"), 12)
    b.add(table(
        "Projects, $window windows",
        ("Each project in the latest window that had time to settle.",
         "Choose a project for its sessions on the live page. –: not known. Rare projects are in “other”.",
         "Where the work and the cost are; a project whose workflows are rarely clean needs other agents or other prompts."),
        [(Column("Workflows"), workflows("project", "value")),
         (Column("Clean", 80, "percentunit", 0), clean_share("project", "value")),
         (Column("Delegations", 100), delegations("project", "value")),
         (Column("Tokens"), total(windows("delegraph_window_workflow_tokens", "project"), "value")),
         (Column("Cost", 90, "currencyUSD", 2), total(windows("delegraph_window_workflow_cost_usd", "project"), "value"))],
        first="Project", first_width=230, drill=[BY_PROJECT]), 12)


def shape(b):
    b.row("Sessions, tokens and waits by kind", collapsed=True)
    b.add(timeseries(
        "Sessions with live agents",
        ("Sessions in which at least one agent has not ended.",
         "Open the live page for the sessions themselves.",
         "It tells one busy session from many quiet ones."),
        [series(total(of_source("delegraph_live_sessions")), "sessions")], drill=[live_page()]), 8)
    b.add(timeseries(
        "Tokens of workflows, $window windows",
        ("Tokens of the settled workflows of a window, the roots' turns included, input and output together.",
         "Of the workflows whose tokens are known. No point: none settled, or no tokens are known.",
         "Tokens are known where a price is not, so this is the measure that compares across models."),
        [series(total(windows("delegraph_window_workflow_tokens", "all")), "tokens")], drill=[TO_PERFORMANCE]), 8)
    b.add(timeseries(
        "Longest wait by kind",
        ("How long the oldest wait of each kind has lasted.",
         "Permission, question, plan and elicitation hold work up; idle is a session that waits for its next prompt. "
         "The dashed line is the limit waiting, which idle sessions may exceed.",
         "The kind says what to do: allow a tool, answer, or nothing."),
        [series(f'{most(of_source("delegraph_live_waiting_seconds_max"), "kind")} / {MINUTE}', "{{kind}}")],
        by="wait", axis=MINUTES, limited="waiting_seconds", per=MINUTE), 8)

