package io.delegraph.metrics;

import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.Sources;
import io.delegraph.schemas.security.FindingState;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.schemas.security.Severity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/** Counts security findings by source, so that demo data is never counted with real data. */
public final class SecurityMeters {
    private final MeterRegistry registry;

    /** @param rules ids of all rules */
    public SecurityMeters(MeterRegistry registry, List<String> rules) {
        this.registry = registry;
        // registered from the start, so that a rate over them has a beginning and a dashboard shows 0
        for (String source : List.of(Sources.CLAUDE_CODE, Sources.DEMO, Sources.metricLabel(null))) {
            for (Severity severity : Severity.values()) {
                bySeverity(severity, source);
            }
            rules.forEach(rule -> byRule(rule, source));
            for (FindingState state : FindingState.values()) {
                revisions(state, source);
            }
        }
    }

    /** Counts a revision of a finding, and a finding when it is its first one. */
    public void revised(SecurityFinding finding) {
        String source = Sources.metricLabel(finding.source());
        revisions(finding.state(), source).increment();
        if (finding.state() == FindingState.NEW) {
            bySeverity(finding.severity(), source).increment();
            byRule(finding.rule(), source).increment();
        }
    }

    private Counter bySeverity(Severity severity, String source) {
        return Counter.builder("delegraph.findings")
                .description("New security findings by severity; suppressed ones are not counted")
                .tag("severity", word(severity))
                .tag("source", source)
                .register(registry);
    }

    private Counter byRule(String rule, String source) {
        return Counter.builder("delegraph.findings.by.rule")
                .description("New security findings by rule; suppressed ones are not counted")
                .tag("rule", rule)
                .tag("source", source)
                .register(registry);
    }

    private Counter revisions(FindingState state, String source) {
        return Counter.builder("delegraph.finding.revisions")
                .description("Published revisions of security findings by their state")
                .tag("revision", word(state))
                .tag("source", source)
                .register(registry);
    }

    private static String word(Enum<?> constant) {
        return Json.word(constant).toLowerCase(Locale.ROOT);
    }
}
