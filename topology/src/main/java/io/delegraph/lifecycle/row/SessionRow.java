package io.delegraph.lifecycle.row;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A session: its client, and the times that all its agents depend on (event time, epoch ms; null when not seen).
 *
 * @param seen null while only named by another event
 * @param startedAt latest start or resume of the client
 * @param ended latest end of the client
 * @param promptAt latest prompt of the root, notifications included
 * @param turnEndedAt latest end of a root's turn
 * @param listing latest root Stop that lists background tasks, with its arrival
 * @param parent session that started this client
 * @param turnFailed latest turn of the root that ended with an error of the model API
 * @param teammatesAt latest root Stop that lists a teammate as running
 * @param workflowsAt latest root Stop that lists a run of the Workflow tool as running
 * @param customTitle latest title that a person gave
 * @param generatedTitle latest title that the client made
 * @param ledAt earliest message of the lead of the team that this session is a member of
 * @param clock how far the client's clock was set back, by the arrival of the event that showed it
 * @param lead session that leads the team it works for, by the revision of the guess; empty when the guess was withdrawn, null without a
 * guess
 * @param previous session under which the same client was at work before, as a transcript says
 * @param next session under which the same client went on, as a transcript says
 * @param settingsChangedAt latest change of the client's settings while it ran
 */
@RecordBuilder
public record SessionRow(
        @Nullable Sighting seen,
        @Nullable String source,
        @Nullable Timestamped<String> sourceVersion,
        @Nullable Timestamped<String> project,
        @Nullable String user,
        @Nullable String host,
        @Nullable Timestamped<ClientProcess> process,
        @Nullable Long startedAt,
        @Nullable Timestamped<SessionEnd> ended,
        @Nullable Long promptAt,
        @Nullable Long turnEndedAt,
        @Nullable Timestamped<Long> listing,
        @Nullable Timestamped<String> parent,
        @Nullable Timestamped<Failure> turnFailed,
        @Nullable Long teammatesAt,
        @Nullable Long workflowsAt,
        @Nullable Timestamped<String> customTitle,
        @Nullable Timestamped<String> generatedTitle,
        @Nullable Long ledAt,
        @Nullable Timestamped<ClockShift> clock,
        @Nullable Timestamped<String> previous,
        @Nullable Timestamped<String> next,
        @Nullable Timestamped<String> lead,
        @Nullable Long settingsChangedAt)
        implements Row {
    public static final SessionRow EMPTY = builder().build();

    public static SessionRowBuilder builder() {
        return SessionRowBuilder.builder();
    }

    @Override
    public RowKey key() {
        return new RowKey.OfSession();
    }

    @Override
    public SessionRow merge(Row row) {
        SessionRow other = (SessionRow) row;
        return builder()
                .seen(Sighting.merge(seen, other.seen))
                .source(Merge.lesser(source, other.source))
                .sourceVersion(Merge.latest(sourceVersion, other.sourceVersion))
                // the directory changes during a session: the project is the first one
                .project(Merge.earliest(project, other.project))
                .user(Merge.lesser(user, other.user))
                .host(Merge.lesser(host, other.host))
                .process(Merge.latest(process, other.process))
                .startedAt(Merge.latest(startedAt, other.startedAt))
                .ended(Merge.latest(ended, other.ended))
                .promptAt(Merge.latest(promptAt, other.promptAt))
                .turnEndedAt(Merge.latest(turnEndedAt, other.turnEndedAt))
                .listing(Merge.latest(listing, other.listing))
                .parent(Merge.earliest(parent, other.parent))
                .turnFailed(Merge.latest(turnFailed, other.turnFailed))
                .teammatesAt(Merge.latest(teammatesAt, other.teammatesAt))
                .workflowsAt(Merge.latest(workflowsAt, other.workflowsAt))
                .customTitle(Merge.latest(customTitle, other.customTitle))
                .generatedTitle(Merge.latest(generatedTitle, other.generatedTitle))
                .ledAt(Merge.earliest(ledAt, other.ledAt))
                .clock(Merge.latest(clock, other.clock))
                .previous(Merge.earliest(previous, other.previous))
                .next(Merge.earliest(next, other.next))
                .lead(Merge.latest(lead, other.lead))
                .settingsChangedAt(Merge.latest(settingsChangedAt, other.settingsChangedAt))
                .build();
    }

    /** The session that started this client, or that leads its team; null when there is none. */
    public @Nullable String parentSession() {
        String leads = Timestamped.valueOf(lead);
        return parent != null ? parent.value() : leads == null || leads.isEmpty() ? null : leads;
    }
}
