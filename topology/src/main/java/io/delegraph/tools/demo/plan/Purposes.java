package io.delegraph.tools.demo.plan;

import java.util.Map;
import java.util.Set;

/** What the demo's agent types are made for: the demo made them up, so it knows. */
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

    /** Made for any work, or for looking around. */
    private static final Set<String> BROAD = Set.of("Explore", "general-purpose");

    private Purposes() {}

    /** A word of {@code config/agent-types.yaml}; throws {@link IllegalArgumentException} for a type that is not the demo's. */
    public static String of(String type) {
        String purpose = PURPOSES.get(type);
        if (purpose == null) {
            throw new IllegalArgumentException("no purpose is defined for agent type " + type);
        }
        return purpose;
    }

    /** Whether a type is made for a narrower kind of work than any agent. */
    public static boolean narrow(String type) {
        return !BROAD.contains(type);
    }
}
