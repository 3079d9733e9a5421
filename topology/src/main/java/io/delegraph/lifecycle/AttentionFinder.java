package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Failure;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.AgentText;
import io.delegraph.schemas.lifecycle.AttentionFailure;
import io.delegraph.schemas.lifecycle.AttentionFailureBuilder;
import io.delegraph.schemas.lifecycle.AttentionWait;
import io.delegraph.schemas.lifecycle.AttentionWork;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds in one session what a person should look at: who waits for one, what failed, who is at work. */
final class AttentionFinder {
    private final SessionRows rows;
    private final SessionRow session;
    private final @Nullable String title;
    private final long since;
    private final List<AttentionWait> waits = new ArrayList<>();
    private final List<AttentionFailure> failures = new ArrayList<>();

    /** Failures are looked for since {@code since}, epoch ms. */
    AttentionFinder(SessionRows rows, long since) {
        this.rows = rows;
        this.session = rows.session();
        this.title = SessionTitle.of(rows).map(SessionTitle::text).orElse(null);
        this.since = since;
    }

    /** In these agents of the session, and in its prompts. */
    SessionAttention find(List<AgentLifecycle> agents) {
        rows.prompts().values().forEach(this::failedTurn);
        if (session.turnFailed() != null
                && rows.prompts().values().stream().allMatch(prompt -> prompt.failed() == null)) {
            failedTurn(ROOT, session.turnFailed());
        }
        for (AgentLifecycle agent : agents) {
            failureOf(agent).ifPresent(kind -> failed(agent, kind));
            if (agent.state() == AgentState.WAITING) {
                waits(agent);
            }
        }
        return new SessionAttention(waits, failures, work(agents));
    }

    private void waits(AgentLifecycle agent) {
        AttentionWait.Kind kind = askedFor(agent.waitingKind());
        if (kind == null) {
            return;
        }
        AgentRow row = rows.agents().get(agent.agentId());
        Timestamped<WaitCause> asked = row == null ? null : row.permission();
        if (asked == null) {
            return;
        }
        long at = asked.at();
        String tool = agent.waitingFor();
        Optional<ToolRow> call = openCall(agent, at);
        waits.add(AttentionWait.builder()
                .id(id("wait", agent.agentId(), at))
                .sessionId(rows.sessionId())
                .title(title)
                .project(Timestamped.valueOf(session.project()))
                .source(session.source())
                .agentId(agent.agentId())
                .agentType(agent.agentType())
                .description(agent.description())
                .kind(kind)
                .toolName(tool == null || tool.isEmpty() ? null : tool)
                .since(at)
                .wants(call.map(ToolRow::target).orElse(null))
                .input(call.map(this::input).orElse(null))
                .build());
    }

    /** Null where nobody is asked: the root waits for the next prompt, or its silence is taken for that. */
    private static AttentionWait.@Nullable Kind askedFor(@Nullable WaitKind kind) {
        return switch (kind) {
            case PERMISSION -> AttentionWait.Kind.PERMISSION;
            case QUESTION -> AttentionWait.Kind.QUESTION;
            case PLAN -> AttentionWait.Kind.PLAN;
            case ELICITATION -> AttentionWait.Kind.ELICITATION;
            case PROMPT -> null;
            case null -> null;
        };
    }

    /** The call that a person is asked about: of its tool the latest that began before and has not ended. */
    private Optional<ToolRow> openCall(AgentLifecycle agent, long askedAt) {
        return rows.tools(agent.agentId()).stream()
                .filter(call ->
                        call.isOpen() && startedAt(call) <= askedAt && Objects.equals(call.tool(), agent.waitingFor()))
                .max(Comparator.comparingLong(AttentionFinder::startedAt).thenComparing(ToolRow::toolUseId));
    }

    /** An open call without a known start is none that a person was asked about. */
    private static long startedAt(ToolRow call) {
        return call.startedAt() == null ? Long.MAX_VALUE : call.startedAt();
    }

    private @Nullable String input(ToolRow call) {
        TextRow text =
                rows.text(new RowKey.OfText(call.agentId(), startedAt(call), AgentText.Part.INPUT, call.toolUseId()));
        return text == null ? null : text.text();
    }

    private static Optional<AttentionFailure.Kind> failureOf(AgentLifecycle agent) {
        return switch (agent.state()) {
            case FAILED -> Optional.of(AttentionFailure.Kind.FAILED);
            case REFUSED -> Optional.of(AttentionFailure.Kind.REFUSED);
            case LOST -> Optional.of(AttentionFailure.Kind.LOST);
            case REQUESTED, ACTIVE, WAITING, COMPLETED, KILLED -> Optional.empty();
        };
    }

    private void failed(AgentLifecycle agent, AttentionFailure.Kind kind) {
        long at = agent.endedAt() == null ? agent.lastSeenAt() : agent.endedAt();
        if (at >= since) {
            // an agent that is set to work again may fail again
            failures.add(failure(agent.agentId(), kind)
                    .id(id(agent.state().name(), agent.agentId(), agent.runs()))
                    .agentType(agent.agentType())
                    .description(agent.description())
                    .cause(agent.errorMessage() == null ? agent.stateReason() : agent.errorMessage())
                    .at(at)
                    .build());
        }
    }

    private void failedTurn(PromptRow prompt) {
        if (prompt.failed() != null) {
            failedTurn(prompt.promptId(), prompt.failed());
        }
    }

    private void failedTurn(String turn, Timestamped<Failure> failure) {
        if (failure.at() >= since) {
            failures.add(failure(ROOT, AttentionFailure.Kind.FAILED_TURN)
                    .id(id("turn", turn, failure.at()))
                    .cause(StateReasons.failure(failure.value()))
                    .at(failure.at())
                    .build());
        }
    }

    private AttentionFailureBuilder failure(String agentId, AttentionFailure.Kind kind) {
        return AttentionFailure.builder()
                .sessionId(rows.sessionId())
                .title(title)
                .project(Timestamped.valueOf(session.project()))
                .source(session.source())
                .agentId(agentId)
                .kind(kind);
    }

    private Optional<AttentionWork> work(List<AgentLifecycle> agents) {
        List<AgentLifecycle> busy = agents.stream()
                .filter(agent -> agent.state() == AgentState.ACTIVE || agent.state() == AgentState.REQUESTED)
                .toList();
        if (busy.isEmpty()) {
            return Optional.empty();
        }
        List<AgentLifecycle> delegated =
                busy.stream().filter(agent -> !agent.agentId().equals(ROOT)).toList();
        return Optional.of(AttentionWork.builder()
                .id(id("work", ROOT, 0))
                .sessionId(rows.sessionId())
                .title(title)
                .project(Timestamped.valueOf(session.project()))
                .source(session.source())
                .agents(delegated.size())
                .rootAtWork(busy.size() > delegated.size())
                .doing(delegated.stream()
                        .filter(agent -> agent.description() != null)
                        .max(Comparator.comparing(AttentionFinder::setToWorkAt).thenComparing(AgentLifecycle::agentId))
                        .map(AgentLifecycle::description)
                        .orElse(null))
                .since(rows.prompts().values().stream()
                        .map(PromptRow::ownAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null))
                .lastSeenAt(session.seen() == null ? 0 : session.seen().lastAt())
                .build());
    }

    private static long setToWorkAt(AgentLifecycle agent) {
        Long at = agent.startedAt() == null ? agent.requestedAt() : agent.startedAt();
        return at == null ? 0 : at;
    }

    private String id(String what, String who, long which) {
        return what.toLowerCase(Locale.ROOT) + "/" + rows.sessionId() + "/" + who + "/" + which;
    }
}
