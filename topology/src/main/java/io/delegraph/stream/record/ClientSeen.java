package io.delegraph.stream.record;

import io.delegraph.lifecycle.Fact;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code agent.processes}, by host: a session's client process, or agents that go on under another session id.
 *
 * @param pid null when it is about agents
 * @param ancestorPids process ids above {@code pid}, the nearest first
 * @param at epoch ms
 * @param leftAgents ids of agents at work when the client went on under another session id
 * @param foundAgents ids of agents that were observed without a start
 * @param project of a team; null when not reported
 * @param teammates calls that asked for a teammate with a session of its own
 * @param ledAt when the lead of a team gave this session its task, epoch ms; null when none did
 */
@RecordBuilder
public record ClientSeen(
        String sessionId,
        @Nullable Long pid,
        List<Long> ancestorPids,
        long at,
        List<String> leftAgents,
        List<String> foundAgents,
        @Nullable String project,
        List<Fact.Teammate> teammates,
        @Nullable Long ledAt) {
    public ClientSeen {
        ancestorPids = ancestorPids == null ? List.of() : List.copyOf(ancestorPids);
        leftAgents = leftAgents == null ? List.of() : List.copyOf(leftAgents);
        foundAgents = foundAgents == null ? List.of() : List.copyOf(foundAgents);
        teammates = teammates == null ? List.of() : List.copyOf(teammates);
    }

    private static ClientSeenBuilder builder() {
        return ClientSeenBuilder.builder();
    }

    public static ClientSeen process(String sessionId, long pid, List<Long> ancestorPids, long at) {
        return builder()
                .sessionId(sessionId)
                .pid(pid)
                .ancestorPids(ancestorPids)
                .at(at)
                .build();
    }

    public static ClientSeen agents(String sessionId, List<String> left, List<String> found, long at) {
        return builder()
                .sessionId(sessionId)
                .at(at)
                .leftAgents(left)
                .foundAgents(found)
                .build();
    }

    /** Whether it reports what a session knows about its team, which may have become nothing. */
    public boolean teamUpdate() {
        return pid == null && leftAgents.isEmpty() && foundAgents.isEmpty();
    }

    public static ClientSeen team(Fact.TeamSeen team) {
        return builder()
                .sessionId(team.sessionId())
                .at(team.at())
                .project(team.project())
                .teammates(team.teammates())
                .ledAt(team.ledAt())
                .build();
    }
}
