package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.graph.AgentContext;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One agent as of now: the value of {@code agent.lifecycles}, one row of the relationship database.
 *
 * <p>Times are epoch ms. Null means unknown, never zero.
 *
 * @param agentId {@code root} for the session's root; for a request that no agent was found for, the tool use id of the request
 * @param parentAgentId for such a request the one who asked; null for the root, and for an agent whose parent is unknown
 *     ({@code edgeEvidence} NONE)
 * @param agentType of the root only when its client was started as an agent
 * @param kind how it came to be
 * @param agentHierarchyLevel root 0; null when the parent is unknown
 * @param agentHierarchyPath agent ids from the root down to this one, at most {@link #MAX_PATH_LENGTH} from the top; starts below an unknown
 *     parent when there is one
 * @param state as of {@code asOf}
 * @param stateReason the state in plain words
 * @param errorMessage first line of what the client said when it failed or was refused, of the root when its latest turn failed, masked, at
 *     most 160 characters; null otherwise, and when nothing was reported or privacy forbids
 * @param edgeEvidence null for the root and for a request that no agent was found for
 * @param workflowId the prompt that it works for; null when unknown
 * @param requestToolUseId the Agent call that asked for it; null when unknown
 * @param background null when unknown
 * @param endedAt end of the latest run; null while it runs
 * @param durationMs the time of its runs, of the root from its start to its end; null while it runs, and when a part was not seen
 * @param runs how often it was set to work: once by its Agent call, then once per resume; 0 when never started
 * @param tokens null unless {@code tokensSource} is TRANSCRIPT
 * @param totalTokens sum of {@code tokens}, or the one figure that its source has
 * @param costUsd what {@code tokens} cost at list price, USD; its own, not its children's; null when the tokens, its model or a
 *     price for it are unknown
 * @param permissionMode the latest seen
 * @param waitingFor the tool that a person is asked about; null when nobody is asked
 * @param waitingKind what a WAITING agent waits for; null in any other state
 * @param context what it was to its workflow, as of the workflow's latest analysis; null before the first one, and for a moment in the past
 * @param lastSeenAt latest sign of it, event time
 * @param asOf the moment that the time-dependent part of the state is computed for
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record AgentLifecycle(
        String sessionId,
        String agentId,
        @Nullable String parentAgentId,
        @Nullable String agentType,
        AgentKind kind,
        @Nullable Integer agentHierarchyLevel,
        List<String> agentHierarchyPath,
        AgentState state,
        String stateReason,
        @Nullable String errorMessage,
        @Nullable EdgeEvidence edgeEvidence,
        @Nullable String workflowId,
        @Nullable String requestToolUseId,
        @Nullable String description,
        @Nullable String name,
        @Nullable Boolean background,
        @Nullable String model,
        @Nullable String isolation,
        @Nullable Long requestedAt,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        @Nullable Long durationMs,
        int runs,
        int toolCalls,
        int toolFailures,
        @Nullable String lastTool,
        @Nullable TokenUsage tokens,
        @Nullable Long totalTokens,
        TokensSource tokensSource,
        @Nullable Double costUsd,
        @Nullable String permissionMode,
        int permissionRequests,
        int permissionDenials,
        @Nullable String waitingFor,
        @Nullable WaitKind waitingKind,
        int messagesSent,
        @Nullable AgentContext context,
        long lastSeenAt,
        @Nullable String source,
        @Nullable String project,
        @Nullable String user,
        @Nullable String host,
        long asOf)
        implements AgentLifecycleBuilder.With {
    /** Of a longer way down to an agent only the top is told; its level says how long it is. */
    public static final int MAX_PATH_LENGTH = 64;

    public AgentLifecycle {
        agentHierarchyPath = List.copyOf(agentHierarchyPath);
    }

    public static AgentLifecycleBuilder builder() {
        return AgentLifecycleBuilder.builder();
    }

    /** What may be added up: the tokens of all its model requests; null when none or only those of the last one are known. */
    public @Nullable Long allTokens() {
        return tokensSource == TokensSource.TRANSCRIPT ? totalTokens : null;
    }

    /** The same, said of another moment. */
    public AgentLifecycle asOf(long moment, String reason) {
        return with().stateReason(reason).asOf(moment).build();
    }
}
