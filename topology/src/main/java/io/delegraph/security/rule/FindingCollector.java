package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The findings of a session: one for each rule and agent, with the highest severity and the calls that prove it. */
final class FindingCollector {
    private final String sessionId;
    private final Map<String, Finding> findings = new TreeMap<>();

    FindingCollector(String sessionId) {
        this.sessionId = sessionId;
    }

    void add(SecurityRule rule, Severity severity, ObservedCall call, String reason) {
        add(rule, severity, call.agentId(), call.at(), reason, List.of(call.toolUseId()));
    }

    void add(SecurityRule rule, Severity severity, String agentId, long at, String reason, List<String> toolUseIds) {
        findings.merge(
                rule.id() + " " + agentId,
                new Finding(rule.id(), severity, sessionId, agentId, at, reason, toolUseIds),
                FindingCollector::merge);
    }

    /** The reason is that of the more severe one; of two alike that of the earlier. Calls are added in the order of their times. */
    private static Finding merge(Finding before, Finding added) {
        List<String> calls = new ArrayList<>(before.toolUseIds());
        added.toolUseIds().stream()
                .filter(call -> !calls.contains(call) && calls.size() < Finding.MAX_CALLS)
                .forEach(calls::add);
        boolean worse = added.severity().compareTo(before.severity()) > 0;
        return new Finding(
                before.rule(),
                worse ? added.severity() : before.severity(),
                before.sessionId(),
                before.agentId(),
                Math.min(before.at(), added.at()),
                worse ? added.reason() : before.reason(),
                calls);
    }

    List<Finding> findings() {
        return findings.values().stream().sorted(Finding.MOST_SEVERE_FIRST).toList();
    }
}
