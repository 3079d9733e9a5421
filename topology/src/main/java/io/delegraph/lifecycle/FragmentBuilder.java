package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.AgentRowBuilder;
import io.delegraph.lifecycle.row.ClientProcess;
import io.delegraph.lifecycle.row.ClientRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.RunMarkBuilder;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.SessionRowBuilder;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.Usage;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.lifecycle.AgentText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the row fragments of one event: those of its session, of the agent that fired it, and any others. */
final class FragmentBuilder {
    private final Origin origin;
    private final String agentId;

    /** When the agent was observed, epoch ms. A transcript is read long after the event, and reading it is no sign of life. */
    private final long observedAt;

    private final SessionRowBuilder session = SessionRow.builder();
    private final AgentRowBuilder agent;
    private final List<Row> rows = new ArrayList<>(6);

    /** For an event that is a sighting of its agent. */
    FragmentBuilder(Origin origin) {
        this.origin = origin;
        this.agentId = origin.agentId() == null ? ROOT : origin.agentId();
        this.agent = AgentRow.builder(agentId, origin.agentType());
        this.observedAt = origin.fromHistory() ? Math.min(origin.at(), origin.arrivedAt()) : origin.arrivedAt();
        session.seen(Sighting.of(origin.at(), origin.arrivedAt()))
                .source(origin.source())
                .sourceVersion(stamped(origin.sourceVersion()))
                .project(stamped(origin.project()))
                .user(origin.user())
                .host(origin.host());
        if (origin.clientPid() != null && origin.host() != null) {
            session.process(stamped(new ClientProcess(origin.host(), origin.clientPid(), origin.ancestorPids())));
        }
        agent.seen(Sighting.of(origin.at(), observedAt))
                .permissionMode(stamped(origin.permissionMode()))
                .modeFromHook(liveMode() == null ? null : Boolean.TRUE)
                .client(stamped(origin.clientPid()));
    }

    Origin origin() {
        return origin;
    }

    /** When the event happened, epoch ms. */
    long at() {
        return origin.at();
    }

    long observedAt() {
        return observedAt;
    }

    /** The agent that fired it; {@link AgentRow#ROOT} for the root. */
    String agentId() {
        return agentId;
    }

    SessionRowBuilder session() {
        return session;
    }

    AgentRowBuilder agent() {
        return agent;
    }

    /** The permission mode in which the event was fired; null when not reported, and from a transcript, where it may be stale. */
    @Nullable
    String liveMode() {
        return origin.fromHistory() ? null : origin.permissionMode();
    }

    /** A value with the event's time; null when there is no value. */
    <T extends Comparable<? super T>> @Nullable Timestamped<T> stamped(@Nullable T value) {
        return Timestamped.of(origin.at(), value);
    }

    void add(Row row) {
        rows.add(row);
    }

    /** Adds the client process of the event, because with two clients it matters which one ends. */
    void addClient(@Nullable Long startedAt, @Nullable Long endedAt) {
        if (origin.clientPid() != null && origin.host() != null) {
            rows.add(new ClientRow(origin.host(), origin.clientPid(), startedAt, endedAt, origin.at()));
        }
    }

    /** Adds a text; null, which adds nothing, when privacy does not allow to keep it. */
    void addText(String ownerId, AgentText.Part part, String id, @Nullable String text) {
        if (text != null) {
            rows.add(new TextRow(ownerId, origin.at(), part, id, text));
        }
    }

    /** A mark for a beginning or an end of an agent's run, to be completed. */
    RunMarkBuilder newMark(String markedAgent, RunMark.Kind kind) {
        return RunMark.builder().agentId(markedAgent).at(origin.at()).kind(kind).fromTranscript(origin.fromHistory());
    }

    /** Records that the agent goes on. */
    void recordProgress() {
        agent.progressAt(origin.at());
    }

    /** Records the agent's token usage so far; null when the event does not report it. */
    void recordUsage(@Nullable TokenUsage tokens, @Nullable String model) {
        if (tokens != null) {
            agent.usage(stamped(new Usage(tokens, model)));
        }
    }

    /** The added fragments, then the session's and the agent's. */
    List<Row> rows() {
        rows.add(session.build());
        rows.add(agent.build());
        return rows;
    }
}
