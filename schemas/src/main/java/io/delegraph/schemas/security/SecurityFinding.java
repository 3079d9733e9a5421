package io.delegraph.schemas.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a security rule found of one agent: the value of {@code agent.findings}.
 *
 * @param id of the finding, for example {@code 25eacfa4-6d0d-4fee-ae8b-2231b122e626/C1.root}: the session, and the rule with the agent
 * @param rule its id, for example {@code C1}
 * @param title what the rule finds, as the end of "an agent …"
 * @param reason a clause of what happened, without any text of the calls
 * @param advice what to do about it, a sentence
 * @param agentId who did it; {@code root} for the session's main agent
 * @param agentType null for a main agent without a type, and when unknown
 * @param chain agent ids from the root down to this one; starts below an unknown parent when there is one
 * @param workflowId the prompt that it worked for; null when unknown
 * @param toolUseIds the calls that prove it, the first ones, at most ten; empty when no single call does
 * @param at when the first of it happened, epoch ms
 * @param foundAt when it was found first, epoch ms
 * @param changedAt when this revision was made, epoch ms
 * @param exception id of the exception of the policy that covers it; null unless suppressed
 * @param references ids of the techniques and risks that it is an instance of, in catalogues of others
 * @param policy version of the policy that it was judged by
 * @param source where the session comes from; null when not reported
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record SecurityFinding(
        String id,
        String sessionId,
        String rule,
        String title,
        Severity severity,
        FindingState state,
        String reason,
        String advice,
        String agentId,
        @Nullable String agentType,
        List<String> chain,
        @Nullable String workflowId,
        List<String> toolUseIds,
        long at,
        long foundAt,
        long changedAt,
        @Nullable String exception,
        List<String> references,
        String policy,
        @Nullable String source,
        @Nullable String project,
        @Nullable String user,
        @Nullable String host)
        implements SecurityFindingBuilder.With {
    public SecurityFinding {
        chain = List.copyOf(chain);
        toolUseIds = List.copyOf(toolUseIds);
        references = List.copyOf(references);
    }

    /** Identity of a finding within its session: the second part of the record's key, for example {@code C1.root}. */
    public static String findingId(String rule, String agentId) {
        return rule + "." + agentId;
    }

    /** The same of this finding. */
    public String findingId() {
        return findingId(rule, agentId);
    }

    public static SecurityFindingBuilder builder() {
        return SecurityFindingBuilder.builder();
    }
}
