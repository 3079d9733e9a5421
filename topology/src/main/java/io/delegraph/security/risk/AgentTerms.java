package io.delegraph.security.risk;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.security.AgentActions;
import io.delegraph.schemas.security.Anomaly;
import io.delegraph.schemas.security.RiskFactor;
import io.delegraph.schemas.security.RiskTerm;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.schemas.security.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The terms of one agent's risk. The points are set, not learned: nothing says how likely harm is. */
final class AgentTerms {
    /** What happened loses half of its points in this time. */
    private static final Duration HALF_LIFE = Duration.ofHours(24);

    private static final double MAX_FINDINGS = 80;
    private static final double POINTS_A_REFUSAL = 3;
    private static final double MAX_REFUSALS = 15;
    private static final double POINTS_AN_ACTION = 1;
    private static final double MAX_ACTIONS = 8;
    private static final double OUTSIDE_CONTENT = 5;
    private static final double POINTS_A_LEVEL = 3;
    private static final double MAX_LEVEL = 12;
    private static final double GUESSED_PARENT = 3;
    private static final double UNKNOWN_PARENT = 8;
    private static final double BACKGROUND = 2;
    private static final int USUAL_FAN_OUT = 5;
    private static final double MAX_FAN_OUT = 10;
    private static final double POINTS_AN_ANOMALY = 3;

    private static final Set<HostClass> OUTSIDE = Set.of(HostClass.OTHER, HostClass.RAW, HostClass.DROP);

    private static final Set<CommandFeature> FREQUENT = Set.of(
            CommandFeature.GIT_PUSH,
            CommandFeature.GIT_PUSH_FORCE,
            CommandFeature.GIT_PUSH_LEASE,
            CommandFeature.GIT_RESET_HARD,
            CommandFeature.GIT_NO_VERIFY,
            CommandFeature.SENDS,
            CommandFeature.REMOTE_SHELL,
            CommandFeature.AGENT_CLIENT,
            CommandFeature.ENVIRONMENT);

    /** Writing here is the work itself. */
    private static final Set<PathClass> INSIDE = Set.of(
            PathClass.PROJECT,
            PathClass.WORKTREE,
            PathClass.TMP,
            PathClass.PLAN,
            PathClass.CLIENT_DATA,
            PathClass.DEPENDENCIES,
            PathClass.UNKNOWN);

    private final Map<String, AgentActions> actions;
    private final Map<String, Integer> children;
    private final Map<String, List<SecurityFinding>> findings;
    private final long now;

    /**
     * The terms of a session's agents.
     *
     * @param children number of agents that each asked for, by its id
     * @param findings the open ones of the session
     * @param now epoch ms
     */
    AgentTerms(
            Map<String, AgentActions> actions,
            Map<String, Integer> children,
            List<SecurityFinding> findings,
            long now) {
        this.actions = actions;
        this.children = children;
        this.findings = findings.stream().collect(Collectors.groupingBy(SecurityFinding::agentId));
        this.now = now;
    }

    List<RiskTerm> of(AgentLifecycle agent, List<Anomaly> anomalies) {
        Terms terms = new Terms(agent.agentId(), new ArrayList<>());
        findings(terms, findings.getOrDefault(agent.agentId(), List.of()));
        AgentActions done = actions.get(agent.agentId());
        if (done != null) {
            actions(terms, done);
        }
        place(terms, agent);
        for (Anomaly anomaly : anomalies) {
            terms.add(RiskFactor.UNUSUAL, POINTS_AN_ANOMALY, reason(anomaly));
        }
        return terms.all;
    }

    private static String reason(Anomaly anomaly) {
        if (anomaly.robustZ() == null) {
            return "of " + anomaly.measure() + " none of this type had " + anomaly.firstSeen();
        }
        return anomaly.measure() + " is " + (anomaly.robustZ() > 0 ? "more" : "less") + " than usual for this type";
    }

    private void findings(Terms terms, List<SecurityFinding> open) {
        if (open.isEmpty()) {
            return;
        }
        double points = open.stream()
                .mapToDouble(finding -> points(finding.severity()) * remaining(finding.at()))
                .sum();
        String rules = open.stream().map(SecurityFinding::rule).sorted().collect(Collectors.joining(", "));
        terms.add(RiskFactor.FINDINGS, Math.min(MAX_FINDINGS, points), "open findings: " + rules);
    }

    private static double points(Severity severity) {
        return switch (severity) {
            case LOW -> 5;
            case MEDIUM -> 15;
            case HIGH -> 35;
            case CRITICAL -> 60;
        };
    }

    private void actions(Terms terms, AgentActions done) {
        if (done.refused() > 0) {
            double points = Math.min(MAX_REFUSALS, POINTS_A_REFUSAL * done.refused()) * remaining(done.refusedAt());
            terms.add(RiskFactor.REFUSED_CALLS, points, done.refused() + " calls were not allowed");
        }
        int frequent = sum(done.features(), FREQUENT)
                + count(done, Operation.WRITE, false)
                + count(done, Operation.DELETE, true);
        if (frequent > 0) {
            terms.add(
                    RiskFactor.FREQUENT_ACTIONS,
                    Math.min(MAX_ACTIONS, POINTS_AN_ACTION * frequent),
                    frequent + " times it pushed, sent, deleted, or wrote outside of the project");
        }
        int outside = sum(done.hosts(), OUTSIDE);
        if (outside > 0) {
            terms.add(RiskFactor.OUTSIDE_CONTENT, OUTSIDE_CONTENT, outside + " calls reached hosts that are not known");
        }
    }

    private static <E> int sum(Map<E, Integer> counts, Set<E> wanted) {
        return counts.entrySet().stream()
                .filter(count -> wanted.contains(count.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static int count(AgentActions done, Operation operation, boolean everywhere) {
        return done.accesses().getOrDefault(operation, Map.of()).entrySet().stream()
                .filter(access -> everywhere || !INSIDE.contains(access.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Where the agent stands in the delegation, and what it may do there. */
    private void place(Terms terms, AgentLifecycle agent) {
        double mode = mode(agent.permissionMode());
        if (mode > 0) {
            terms.add(RiskFactor.PERMISSION_MODE, mode, "it runs in the mode " + agent.permissionMode());
        }
        Integer level = agent.agentHierarchyLevel();
        if (level != null && level > 1) {
            terms.add(RiskFactor.LEVEL, Math.min(MAX_LEVEL, POINTS_A_LEVEL * (level - 1)), "it is on level " + level);
        }
        if (agent.edgeEvidence() == EdgeEvidence.NONE) {
            terms.add(RiskFactor.PARENT_EVIDENCE, UNKNOWN_PARENT, "nobody knows who asked for it");
        } else if (agent.edgeEvidence() == EdgeEvidence.INFERRED) {
            terms.add(RiskFactor.PARENT_EVIDENCE, GUESSED_PARENT, "who asked for it is a guess");
        }
        if (Boolean.TRUE.equals(agent.background())) {
            terms.add(RiskFactor.BACKGROUND, BACKGROUND, "it runs in the background");
        }
        int asked = children.getOrDefault(agent.agentId(), 0);
        if (asked > USUAL_FAN_OUT) {
            terms.add(
                    RiskFactor.FAN_OUT,
                    Math.min(MAX_FAN_OUT, asked - USUAL_FAN_OUT),
                    "it asked for " + asked + " agents");
        }
    }

    private static double mode(@Nullable String mode) {
        return mode == null
                ? 0
                : switch (mode) {
                    case "bypassPermissions" -> 10;
                    case "acceptEdits", "auto", "dontAsk" -> 3;
                    default -> 0;
                };
    }

    private double remaining(@Nullable Long at) {
        double age = at == null ? 0 : Math.max(0, now - at);
        return Math.pow(0.5, age / HALF_LIFE.toMillis());
    }

    static double rounded(double points) {
        return Math.round(points * 10) / 10.0;
    }

    /** Those of one agent. */
    private record Terms(String agentId, List<RiskTerm> all) {
        void add(RiskFactor factor, double points, String reason) {
            double rounded = rounded(points);
            if (rounded > 0) {
                all.add(new RiskTerm(factor, rounded, reason, agentId));
            }
        }
    }
}
