package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.TokensSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lifecycles of requests that no agent was found for. */
final class UnmatchedLifecycles {
    private final SessionRows rows;
    private final DelegationTree tree;
    private final StatusResolver statuses;
    private final WorkflowResolver workflows;
    private final long asOf;

    UnmatchedLifecycles(
            SessionRows rows, DelegationTree tree, StatusResolver statuses, WorkflowResolver workflows, long asOf) {
        this.rows = rows;
        this.tree = tree;
        this.statuses = statuses;
        this.workflows = workflows;
        this.asOf = asOf;
    }

    AgentLifecycle of(SpawnRow spawn) {
        AgentStatus status = statuses.unmatched(spawn);
        SpawnRequest request = spawn.request();
        List<String> path =
                new ArrayList<>(spawn.parentAgentId() == null ? List.of() : tree.path(spawn.parentAgentId()));
        path.add(spawn.toolUseId());
        SessionRow session = rows.session();
        long knownAt = Objects.requireNonNull(spawn.firstKnownAt(), "a request is shown once its time is known");
        return AgentLifecycle.builder()
                .sessionId(rows.sessionId())
                .agentId(spawn.toolUseId())
                .parentAgentId(spawn.parentAgentId())
                .agentType(request == null ? null : request.agentType())
                .kind(spawn.remoteTeammate() ? AgentKind.REMOTE_TEAMMATE : AgentKind.SUBAGENT)
                .agentHierarchyLevel(path.getFirst().equals(ROOT) ? path.size() - 1 : null)
                .agentHierarchyPath(AgentLifecycles.truncate(path))
                .state(status.state())
                .stateReason(status.reason())
                .errorMessage(status.state().terminal() ? failure(spawn) : null)
                .workflowId(workflows.of(spawn))
                .requestToolUseId(spawn.toolUseId())
                .description(request == null ? null : request.description())
                .name(request == null ? null : request.name())
                .background(request == null ? null : request.background())
                .model(request == null ? null : request.model())
                .isolation(request == null ? null : request.isolation())
                .requestedAt(spawn.requestedAt())
                .endedAt(status.endedAt())
                .tokensSource(TokensSource.NONE)
                .lastSeenAt(status.endedAt() == null ? knownAt : Math.max(knownAt, status.endedAt()))
                .source(session.source())
                .project(Timestamped.valueOf(session.project()))
                .user(session.user())
                .host(session.host())
                .asOf(asOf)
                .build();
    }

    /** Why the call that asked failed, in the client's words; null when it did not, or said nothing. */
    static @Nullable String failure(@Nullable SpawnRow spawn) {
        return spawn == null || spawn.failed() == null || spawn.failed().value().isEmpty()
                ? null
                : spawn.failed().value();
    }
}
