package io.delegraph.tools.demo.plan;

import java.util.List;

/**
 * A security incident, or honest work that looks like one.
 *
 * @param name a few words
 * @param rule id of the security rule that it is about
 * @param findings that are due; none for a look-alike, except those of other rules
 * @param mode permission mode of the main agent when it begins
 * @param steps of the main agent
 */
public record Incident(String name, String rule, List<ExpectedFinding> findings, String mode, List<PlanStep> steps) {
    public Incident {
        findings = List.copyOf(findings);
        steps = List.copyOf(steps);
    }

    /** Whether its own rule is to find something. */
    public boolean violates() {
        return findings.stream().anyMatch(finding -> finding.rule().equals(rule));
    }

    /** A person's prompt and the main agent's steps. */
    public PlannedTurn turn() {
        return new PlannedTurn(
                "Go on with the next item of the list.", (violates() ? "incident: " : "look-alike: ") + name, steps);
    }
}
