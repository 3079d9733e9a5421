package io.delegraph.security.rule;

import java.util.List;
import java.util.Set;

/**
 * What the user has decided about security findings.
 *
 * @param disabled ids of rules that are not judged
 * @param exceptions findings that are accepted, in the order in which they are tried
 * @param version changes whenever the policy does: a hash of it
 */
public record SecurityPolicy(
        RuleParameters parameters, Set<String> disabled, List<PolicyException> exceptions, String version) {
    /** Every rule with its defaults, and no exceptions. */
    public static final SecurityPolicy DEFAULT =
            new SecurityPolicy(RuleParameters.DEFAULT, Set.of(), List.of(), "default");

    public SecurityPolicy {
        disabled = Set.copyOf(disabled);
        exceptions = List.copyOf(exceptions);
    }

    /** The exceptions that no longer cover what happens at a time, epoch ms. */
    public List<PolicyException> exceptionsEndedBy(long now) {
        return exceptions.stream().filter(exception -> exception.until() <= now).toList();
    }

    /** The findings of a session by the rules that are not disabled, the most severe first. */
    public List<Finding> judge(ObservedSession session) {
        return SecurityRules.judge(session, parameters).stream()
                .filter(finding -> !disabled.contains(finding.rule()))
                .toList();
    }
}
