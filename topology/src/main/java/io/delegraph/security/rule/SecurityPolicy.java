package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the user has decided about security findings.
 *
 * @param disabled ids of rules that are not judged
 * @param severities the severity of every finding of a rule, by the rule's id, where it is not the rule's own
 * @param exceptions findings that are accepted, in the order in which they are tried
 * @param version changes whenever the policy does: a hash of it
 */
public record SecurityPolicy(
        RuleParameters parameters,
        Set<String> disabled,
        Map<String, Severity> severities,
        List<PolicyException> exceptions,
        String version) {
    /** Every rule with its defaults, and no exceptions. */
    public static final SecurityPolicy DEFAULT =
            new SecurityPolicy(RuleParameters.DEFAULT, Set.of(), Map.of(), List.of(), "default");

    public SecurityPolicy {
        disabled = Set.copyOf(disabled);
        severities = Map.copyOf(severities);
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
                .map(finding -> finding.withSeverity(severities.getOrDefault(finding.rule(), finding.severity())))
                .sorted(Finding.MOST_SEVERE_FIRST)
                .toList();
    }

    /** The same with other read-only types. */
    public SecurityPolicy withReadOnlyTypes(Set<String> types) {
        return new SecurityPolicy(parameters.withReadOnlyTypes(types), disabled, severities, exceptions, version);
    }
}
