package io.delegraph.tools.demo.plan;

import java.util.Map;
import java.util.Set;

/** The purposes of the demo's agent types, which are known because the demo invented them. */
public final class Purposes {
    private static final Map<String, String> PURPOSES = Map.ofEntries(
            Map.entry("Explore", "exploration"),
            Map.entry("Plan", "planning"),
            Map.entry("general-purpose", "general"),
            Map.entry("web-researcher", "research"),
            Map.entry("performance-analyst", "research"),
            Map.entry("backend-developer", "development"),
            Map.entry("frontend-developer", "development"),
            Map.entry("tech-lead", "development"),
            Map.entry("docs-writer", "documentation"),
            Map.entry("code-reviewer", "review"),
            Map.entry("security-auditor", "security"),
            Map.entry("test-runner", "testing"));

    /** Types for any work, or for searching. */
    private static final Set<String> BROAD = Set.of("Explore", "general-purpose");

    private Purposes() {}

    /** The specialization as in {@code config/agent-types.yaml}; throws {@link IllegalArgumentException} for an unknown type. */
    public static String of(String type) {
        String purpose = PURPOSES.get(type);
        if (purpose == null) {
            throw new IllegalArgumentException("no purpose is defined for agent type " + type);
        }
        return purpose;
    }

    /** Whether a type is specialised. */
    public static boolean narrow(String type) {
        return !BROAD.contains(type);
    }
}
