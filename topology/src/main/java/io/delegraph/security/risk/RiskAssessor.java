package io.delegraph.security.risk;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.security.AgentActions;
import io.delegraph.schemas.security.Anomaly;
import io.delegraph.schemas.security.RiskFactor;
import io.delegraph.schemas.security.RiskScore;
import io.delegraph.schemas.security.RiskTerm;
import io.delegraph.schemas.security.SessionRisk;
import io.delegraph.schemas.security.SessionRisk.AgentRisk;
import io.delegraph.schemas.security.SessionRisk.TypeBaseline;
import io.delegraph.schemas.security.SessionRisk.WorkflowRisk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Adds up what speaks for looking at the agents of a session. */
public final class RiskAssessor {
    /** Agents beyond a first one at the first level add to the complexity by their logarithm, levels each. */
    private static final double POINTS_A_DOUBLING = 2;

    private static final double POINTS_A_LEVEL = 3;
    private static final double MAX_COMPLEXITY = 15;

    private final AgentTerms terms;
    private final Hierarchy session;

    /** The agents that each agent asked for, by its id. */
    private final Map<String, List<AgentLifecycle>> children;

    private final Baselines baselines;
    private final long now;

    private RiskAssessor(
            Hierarchy session,
            AgentTerms terms,
            Map<String, List<AgentLifecycle>> children,
            Baselines baselines,
            long now) {
        this.children = children;
        this.session = session;
        this.terms = terms;
        this.baselines = baselines;
        this.now = now;
    }

    /**
     * The risk of a session.
     *
     * @param actions of its agents; one without any has done nothing that counts
     * @param now epoch ms
     */
    public static SessionRisk assess(Hierarchy session, List<AgentActions> actions, Baselines baselines, long now) {
        Map<String, AgentActions> byAgent = actions.stream()
                .collect(Collectors.toMap(AgentActions::agentId, Function.identity(), (first, second) -> first));
        Map<String, List<AgentLifecycle>> children = session.agents().stream()
                .filter(agent -> agent.parentAgentId() != null)
                .collect(Collectors.groupingBy(agent -> Objects.requireNonNull(agent.parentAgentId())));
        Map<String, Integer> fanOut = new HashMap<>();
        children.forEach((parent, asked) -> fanOut.put(parent, asked.size()));
        AgentTerms terms = new AgentTerms(byAgent, fanOut, session.findings(), now);
        return new RiskAssessor(session, terms, children, baselines, now).assess();
    }

    private SessionRisk assess() {
        Map<String, AgentRisk> risks = new HashMap<>();
        session.agents().forEach(agent -> risks.put(agent.agentId(), risk(agent)));
        Map<String, List<AgentLifecycle>> byWorkflow = session.agents().stream()
                .filter(agent -> agent.workflowId() != null && !agent.agentId().equals(AgentId.ROOT))
                .collect(Collectors.groupingBy(agent -> Objects.requireNonNull(agent.workflowId())));
        List<WorkflowRisk> workflows = new ArrayList<>();
        session.workflows().forEach(workflow -> {
            List<AgentLifecycle> its = byWorkflow.getOrDefault(workflow.workflowId(), List.of());
            if (!its.isEmpty()) {
                workflows.add(new WorkflowRisk(workflow.workflowId(), together(its, risks)));
            }
        });
        return new SessionRisk(
                session.session().sessionId(),
                now,
                together(session.agents(), risks),
                workflows,
                risks.values().stream()
                        .sorted(Comparator.comparingDouble(
                                        (AgentRisk agent) -> -agent.risk().score())
                                .thenComparing(AgentRisk::agentId))
                        .toList(),
                session.agents().stream()
                        .map(baselines::of)
                        .flatMap(Optional::stream)
                        .distinct()
                        .sorted(Comparator.comparing(TypeBaseline::agentType).thenComparing(TypeBaseline::day))
                        .toList());
    }

    private AgentRisk risk(AgentLifecycle agent) {
        List<Anomaly> anomalies =
                baselines.anomalies(agent, DelegatedAgents.of(children.getOrDefault(agent.agentId(), List.of())));
        return new AgentRisk(agent.agentId(), agent.agentType(), score(terms.of(agent, anomalies)), anomalies);
    }

    /** Of each factor the greatest term of any agent, and how complex the delegation is. */
    private static RiskScore together(List<AgentLifecycle> agents, Map<String, AgentRisk> risks) {
        Map<RiskFactor, RiskTerm> greatest = new EnumMap<>(RiskFactor.class);
        for (AgentLifecycle agent : agents) {
            AgentRisk risk = Objects.requireNonNull(risks.get(agent.agentId()), "every agent has one");
            risk.risk().terms().forEach(term -> greatest.merge(term.factor(), term, RiskAssessor::greater));
        }
        List<RiskTerm> all = new ArrayList<>(greatest.values());
        complexity(agents).ifPresent(all::add);
        return score(all);
    }

    /** Of two alike that of the agent whose id comes first. */
    private static RiskTerm greater(RiskTerm one, RiskTerm other) {
        return Comparator.comparingDouble(RiskTerm::points)
                                .thenComparing(
                                        term -> Objects.requireNonNullElse(term.agentId(), ""),
                                        Comparator.reverseOrder())
                                .compare(one, other)
                        >= 0
                ? one
                : other;
    }

    private static Optional<RiskTerm> complexity(List<AgentLifecycle> agents) {
        long delegated = agents.stream()
                .filter(agent -> !agent.agentId().equals(AgentId.ROOT))
                .count();
        int depth = agents.stream()
                .map(AgentLifecycle::agentHierarchyLevel)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        if (delegated < 2 && depth < 2) {
            return Optional.empty();
        }
        double points = POINTS_A_DOUBLING * Math.log((double) Math.max(1, delegated)) / Math.log(2)
                + POINTS_A_LEVEL * Math.max(0, depth - 1);
        return Optional.of(new RiskTerm(
                RiskFactor.DELEGATION_COMPLEXITY,
                AgentTerms.rounded(Math.min(MAX_COMPLEXITY, points)),
                delegated + " agents on " + Math.max(1, depth) + (depth > 1 ? " levels" : " level"),
                null));
    }

    private static RiskScore score(Collection<RiskTerm> terms) {
        List<RiskTerm> sorted = terms.stream()
                .sorted(Comparator.comparingDouble(RiskTerm::points).reversed().thenComparing(RiskTerm::factor))
                .toList();
        double sum = sorted.stream().mapToDouble(RiskTerm::points).sum();
        return new RiskScore(Math.min(RiskScore.MAX, AgentTerms.rounded(sum)), sorted);
    }
}
