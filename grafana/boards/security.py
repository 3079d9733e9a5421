"""Agent security: what the rules found, who did it, and whether the monitor itself works."""

from house.board import Board, live_page
from house.panels import bars, stat, timeseries
from house.queries import api, counted, of_source, ranked, series
from house.tables import Column, api_table

FINDINGS, BY_RULE, REVISIONS = "delegraph_findings_total", "delegraph_findings_by_rule_total", "delegraph_finding_revisions_total"
SESSION_OF_ROW = live_page("Session", "#session=${__data.fields.Session:percentencode}")


def board():
    b = Board(
        "delegraph-security",
        "What security rules found of agents, call by call and along the chain of delegation.",
        ["prometheus", "api", "job", "source", "delegraph"])
    new(b)
    listed(b)
    over_time(b)
    return b


def new(b):
    for severity in ("critical", "high", "medium", "low"):
        b.add(stat(
            f"New {severity} findings, 24 h",
            (f"Findings of severity {severity} that were found for the first time within the last 24 hours.",
             "0 is right. Suppressed ones are not counted; one that was retracted later still is.",
             "One critical finding is a reason to look now; low ones are for the weekly look."),
            [series(counted(of_source(FINDINGS, f'severity="{severity}"'), "24h"), severity)], unit="none", by="severity"), 6, 4)


def listed(b):
    b.row("Open findings")
    b.add(api_table(
        "Open findings of the range",
        ("Findings that are neither suppressed nor resolved nor retracted, what happened last first.",
         "Choose a session to see its tree on the live page. /api/v1/findings has the calls that prove each.",
         "It is the list to work off: look at each, undo what nobody wanted, or accept it in config/security-policies.yaml."),
        api("/api/v1/findings", "items", [
            ("at", "Time", "number"), ("severity", "Severity"), ("rule", "Rule"), ("title", "What an agent did"),
            ("agent_type", "Agent type"), ("project", "Project"), ("session_id", "Session")],
            limit="200", source="${source}", from_="${__from}", to="${__to}"),
        [Column("Time", 165, "dateTimeAsIso"), Column("Severity", 95), Column("Rule", 65), Column("What an agent did", 480),
         Column("Agent type", 150), Column("Project", 130), Column("Session", 300)], drill=[SESSION_OF_ROW]), 24, 10)


def over_time(b):
    b.row("Over time")
    b.add(timeseries(
        "New findings by severity, 1 h",
        ("Findings that were found for the first time, within an hour before each point.",
         "Stacked. A finding is of one rule and one agent, however many calls prove it.",
         "A step up after a change of permissions, types or prompts says what the change let through."),
        [series(counted(of_source(FINDINGS), "1h", "severity"), "{{severity}}")], by="severity", stack=True, unit="none", decimals=0), 12)
    b.add(bars(
        "New findings by rule, 24 h",
        ("Findings that were found for the first time within the last 24 hours, by rule; topology/security/README.md says what each rule finds.",
         "Sorted, the most frequent on top.",
         "A rule that fires often on honest work is one to narrow, to except or to disable in config/security-policies.yaml."),
        [ranked(counted(of_source(BY_RULE), "24h", "rule"), "{{rule}}")], by="rule", unit="none"), 6)
    b.add(timeseries(
        "Revisions of findings, 1 h",
        ("Published revisions of findings within an hour before each point, by the state that they brought.",
         "retracted: a later fact showed that it was never so. suppressed: an exception of the policy covers it.",
         "Many retractions mean that facts come late, for example from a host that collects hooks while it is offline."),
        [series(counted(of_source(REVISIONS), "1h", "revision"), "{{revision}}")], by="revision", stack=True, unit="none", decimals=0), 6)
