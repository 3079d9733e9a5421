package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.graph.AgentContext;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current lifecycle of one agent: the value of {@code agent.lifecycles}, one row of the relationship database.
 *
 * @param agentId {@code root} for the session's root; for a request without an agent, the tool use id of the request
 * @param parentAgentId for a request without an agent, the requesting agent; null for the root, and for an agent whose parent is unknown
 * ({@code edgeEvidence} NONE)
 * @param agentType for the root only when its client was started as an agent
 * @param kind how it was created
 * @param agentHierarchyLevel root 0; null when the parent is unknown
 * @param agentHierarchyPath agent ids from the root down to this one, at most {@link #MAX_PATH_LENGTH} from the top; starts below an
 * unknown parent when there is one
 * @param state as of {@code asOf}
 * @param stateReason reason of the state in plain words
 * @param errorMessage first line of the client's message when it failed or was refused, for the root when its latest turn failed, masked,
 * at most 160 characters; null otherwise, and when nothing was reported or privacy forbids
 * @param edgeEvidence null for the root and for a request without an agent
 * @param workflowId the prompt that it works for; null when unknown
 * @param requestToolUseId the Agent call that requested it; null when unknown
 * @param background null when unknown
 * @param endedAt end of the latest run; null while it runs
 * @param durationMs sum of its runs, for the root from its start to its end; null while it runs, and when a part was not seen
 * @param runs number of runs: one by its Agent call, then one per resume; 0 when never started
 * @param tokens null unless {@code tokensSource} is TRANSCRIPT
 * @param totalTokens sum of {@code tokens}, or the single figure of its source
 * @param costUsd what {@code tokens} cost at list price, USD; its own, not its children's; null when the tokens, its model or a price for
 * it are unknown
 * @param permissionMode the latest seen, else that of the agent that asked for it, when it asked; null when neither is known
 * @param permissionModeSource how the mode is known
 * @param waitingFor the tool for which a person is asked; null when no person is asked
 * @param waitingKind what a WAITING agent waits for; null in any other state
 * @param activity what it has done
 * @param context context in its workflow, as of the workflow's latest analysis; null before the first one, and for a moment in the past
 * @param lastSeenAt latest event of it, event time
 * @param asOf the moment for which the time-dependent part of the state is computed
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
        PermissionModeSource permissionModeSource,
        int permissionRequests,
        int permissionDenials,
        @Nullable String waitingFor,
        @Nullable WaitKind waitingKind,
        int messagesSent,
        AgentActivity activity,
        @Nullable AgentContext context,
        long lastSeenAt,
        @Nullable String source,
        @Nullable String project,
        @Nullable String user,
        @Nullable String host,
        long asOf)
        implements AgentLifecycleBuilder.With {
    /** Maximum length of the path. Of a longer one only the top is kept; the level gives its full length. */
    public static final int MAX_PATH_LENGTH = 64;

    public AgentLifecycle {
        agentHierarchyPath = List.copyOf(agentHierarchyPath);
        // lifecycles of an earlier version have none
        activity = activity == null ? AgentActivity.NONE : activity;
        permissionModeSource = permissionModeSource == null ? PermissionModeSource.UNKNOWN : permissionModeSource;
    }

    public static AgentLifecycleBuilder builder() {
        return AgentLifecycleBuilder.builder();
    }

    /** Tokens that may be summed: those of all model requests; null when none, or only those of the last request, are known. */
    public @Nullable Long allTokens() {
        return tokensSource == TokensSource.TRANSCRIPT ? totalTokens : null;
    }

    /** The same lifecycle as of another moment. */
    public AgentLifecycle asOf(long moment, String reason) {
        return with().stateReason(reason).asOf(moment).build();
    }
}
