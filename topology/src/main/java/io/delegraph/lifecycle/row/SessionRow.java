package io.delegraph.lifecycle.row;

/**
 * A session: its client, and the times that all its agents depend on (event time, epoch ms; null when not seen).
 *
 * @param seen null while only named by another event
 * @param startedAt latest start or resume of the client
 * @param ended latest end of the client, with its reason
 * @param promptAt latest prompt of the root, notifications included
 * @param turnEndedAt latest end of a root's turn
 * @param listing latest root Stop that told its background tasks, with its arrival
 * @param parent session that started this client
 */
public record SessionRow(
        Sighting seen,
        String source,
        Stamped<String> sourceVersion,
        Stamped<String> project,
        String user,
        String host,
        Stamped<ClientProcess> process,
        Long startedAt,
        Stamped<String> ended,
        Long promptAt,
        Long turnEndedAt,
        Stamped<Long> listing,
        Stamped<String> parent)
        implements Row {
    public static final SessionRow EMPTY =
            new SessionRow(null, null, null, null, null, null, null, null, null, null, null, null, null);

    @Override
    public RowKey key() {
        return new RowKey.OfSession();
    }

    @Override
    public SessionRow merge(Row row) {
        SessionRow other = (SessionRow) row;
        return new SessionRow(
                Sighting.merge(seen, other.seen),
                Merge.either(source, other.source),
                Merge.latest(sourceVersion, other.sourceVersion),
                // the directory changes inside a session: it is called by the one it began in
                Merge.earliest(project, other.project),
                Merge.either(user, other.user),
                Merge.either(host, other.host),
                Merge.latest(process, other.process),
                Merge.latest(startedAt, other.startedAt),
                Merge.latest(ended, other.ended),
                Merge.latest(promptAt, other.promptAt),
                Merge.latest(turnEndedAt, other.turnEndedAt),
                Merge.latest(listing, other.listing),
                Merge.earliest(parent, other.parent));
    }

    public SessionRow withSeen(Sighting value) {
        return new SessionRow(
                value,
                source,
                sourceVersion,
                project,
                user,
                host,
                process,
                startedAt,
                ended,
                promptAt,
                turnEndedAt,
                listing,
                parent);
    }

    public SessionRow withClient(
            String newSource, Stamped<String> version, Stamped<String> newProject, String newUser, String newHost) {
        return new SessionRow(
                seen,
                newSource,
                version,
                newProject,
                newUser,
                newHost,
                process,
                startedAt,
                ended,
                promptAt,
                turnEndedAt,
                listing,
                parent);
    }

    public SessionRow withProcess(Stamped<ClientProcess> value) {
        return new SessionRow(
                seen,
                source,
                sourceVersion,
                project,
                user,
                host,
                value,
                startedAt,
                ended,
                promptAt,
                turnEndedAt,
                listing,
                parent);
    }

    public SessionRow withStartedAt(long at) {
        return new SessionRow(
                seen,
                source,
                sourceVersion,
                project,
                user,
                host,
                process,
                at,
                ended,
                promptAt,
                turnEndedAt,
                listing,
                parent);
    }

    public SessionRow withEnded(Stamped<String> value) {
        return new SessionRow(
                seen,
                source,
                sourceVersion,
                project,
                user,
                host,
                process,
                startedAt,
                value,
                promptAt,
                turnEndedAt,
                listing,
                parent);
    }

    public SessionRow withPromptAt(long at) {
        return new SessionRow(
                seen,
                source,
                sourceVersion,
                project,
                user,
                host,
                process,
                startedAt,
                ended,
                at,
                turnEndedAt,
                listing,
                parent);
    }

    public SessionRow withTurnEndedAt(long at) {
        return new SessionRow(
                seen,
                source,
                sourceVersion,
                project,
                user,
                host,
                process,
                startedAt,
                ended,
                promptAt,
                at,
                listing,
                parent);
    }

    public SessionRow withListing(Stamped<Long> value) {
        return new SessionRow(
                seen,
                source,
                sourceVersion,
                project,
                user,
                host,
                process,
                startedAt,
                ended,
                promptAt,
                turnEndedAt,
                value,
                parent);
    }

    public SessionRow withParent(Stamped<String> value) {
        return new SessionRow(
                seen,
                source,
                sourceVersion,
                project,
                user,
                host,
                process,
                startedAt,
                ended,
                promptAt,
                turnEndedAt,
                listing,
                value);
    }
}
