package io.delegraph.schemas.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The risk of a session, of its workflows and its agents. Of a workflow and of the session each factor counts once, with the agent of which
 * it is greatest, so that many agents alike are not a greater risk than one, beside the complexity of the delegation.
 *
 * @param at the moment for which it holds, epoch ms: findings and refused calls lose half of their points in 24 hours
 * @param risk of the whole session
 * @param workflows in the order of the session
 * @param agents the greatest risk first
 * @param baseline what agents were compared with
 */
public record SessionRisk(
        String sessionId,
        long at,
        RiskScore risk,
        List<WorkflowRisk> workflows,
        List<AgentRisk> agents,
        List<TypeBaseline> baseline) {
    public SessionRisk {
        workflows = List.copyOf(workflows);
        agents = List.copyOf(agents);
        baseline = List.copyOf(baseline);
    }

    /** The risk of one prompt's delegations. */
    public record WorkflowRisk(String workflowId, RiskScore risk) {}

    /**
     * The risk of one agent.
     *
     * @param agentType null when unknown
     * @param anomalies figures that differ from those of its type; they add to the risk and are no findings
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record AgentRisk(String agentId, @Nullable String agentType, RiskScore risk, List<Anomaly> anomalies) {
        public AgentRisk {
            anomalies = List.copyOf(anomalies);
        }
    }

    /**
     * The agents of a type that ended on the days before.
     *
     * @param day the first day that is not in it, a UTC day, epoch ms
     * @param agents how many
     * @param enough whether these are enough to compare with
     */
    public record TypeBaseline(String agentType, long day, long agents, boolean enough) {}
}
