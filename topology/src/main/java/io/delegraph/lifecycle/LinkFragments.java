package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.event.AgentMoved;
import io.delegraph.schemas.event.SessionLinked;
import java.util.List;
import java.util.Objects;

/** Turns events that were derived from several sessions into row fragments of one of them. */
final class LinkFragments {
    private LinkFragments() {}

    static List<Row> linked(SessionLinked event) {
        return event.revision() == null ? linkedByProcess(event) : linkedInTeam(event, event.revision());
    }

    private static List<Row> linkedByProcess(SessionLinked event) {
        long at = event.origin().at();
        return List.of(
                event.childSessionId() == null
                        ? SessionRow.builder()
                                .parent(Timestamped.of(at, event.parentSessionId()))
                                .build()
                        : new LinkRow(event.childSessionId(), at, true, null));
    }

    private static List<Row> linkedInTeam(SessionLinked event, long revision) {
        boolean withdrawn = Boolean.TRUE.equals(event.withdrawn());
        if (event.childSessionId() == null) {
            String lead = Objects.requireNonNull(event.parentSessionId(), "a link of a member names its lead");
            return List.of(SessionRow.builder()
                    .lead(new Timestamped<>(revision, withdrawn ? "" : lead))
                    .build());
        }
        String request = Objects.requireNonNull(event.requestToolUseId(), "a link of a lead names the request");
        return List.of(
                new LinkRow(
                        event.childSessionId(),
                        event.origin().at(),
                        false,
                        new Timestamped<>(revision, withdrawn ? "" : request)),
                SpawnRow.remoteTeammate(request, new Timestamped<>(revision, withdrawn ? "" : event.childSessionId())));
    }

    static List<Row> moved(AgentMoved event) {
        return List.of(RunMark.builder()
                .agentId(event.movedAgentId())
                .at(event.origin().at())
                .kind(RunMark.Kind.MOVED)
                .detail(event.homeSessionId())
                .message(event.laterSessionId())
                .build());
    }
}
