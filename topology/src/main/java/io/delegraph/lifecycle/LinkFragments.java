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

/** What was derived from several sessions, as rows of one of them. */
final class LinkFragments {
    private LinkFragments() {}

    static List<Row> linked(SessionLinked it) {
        return it.revision() == null ? linkedByProcess(it) : linkedInTeam(it, it.revision());
    }

    private static List<Row> linkedByProcess(SessionLinked it) {
        long at = it.origin().at();
        return List.of(
                it.childSessionId() == null
                        ? SessionRow.builder()
                                .parent(Timestamped.of(at, it.parentSessionId()))
                                .build()
                        : new LinkRow(it.childSessionId(), at, true, null));
    }

    private static List<Row> linkedInTeam(SessionLinked it, long revision) {
        boolean withdrawn = Boolean.TRUE.equals(it.withdrawn());
        if (it.childSessionId() == null) {
            String lead = Objects.requireNonNull(it.parentSessionId(), "a member of a team is told who leads it");
            return List.of(SessionRow.builder()
                    .lead(new Timestamped<>(revision, withdrawn ? "" : lead))
                    .build());
        }
        String request = Objects.requireNonNull(it.requestToolUseId(), "a lead is told which request it is about");
        return List.of(
                new LinkRow(
                        it.childSessionId(),
                        it.origin().at(),
                        false,
                        new Timestamped<>(revision, withdrawn ? "" : request)),
                SpawnRow.remoteTeammate(request, new Timestamped<>(revision, withdrawn ? "" : it.childSessionId())));
    }

    static List<Row> moved(AgentMoved it) {
        return List.of(RunMark.builder()
                .agentId(it.movedAgentId())
                .at(it.origin().at())
                .kind(RunMark.Kind.MOVED)
                .detail(it.homeSessionId())
                .message(it.laterSessionId())
                .build());
    }
}
