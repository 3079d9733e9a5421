package io.delegraph.lifecycle.row;

/** Puts a session's row together; what is not given stays null. */
public final class SessionRowBuilder {
    private Sighting seen;
    private String source;
    private Timestamped<String> sourceVersion;
    private Timestamped<String> project;
    private String user;
    private String host;
    private Timestamped<ClientProcess> process;
    private Long startedAt;
    private Timestamped<SessionEnd> ended;
    private Long promptAt;
    private Long turnEndedAt;
    private Timestamped<Long> listing;
    private Timestamped<String> parent;
    private Timestamped<Failure> turnFailed;
    private Long teammatesAt;
    private Long workflowsAt;
    private Timestamped<String> customTitle;
    private Timestamped<String> generatedTitle;
    private Long ledAt;
    private Timestamped<ClockShift> clock;
    private Timestamped<String> previous;
    private Timestamped<String> next;
    private Timestamped<String> lead;

    SessionRowBuilder() {}

    public SessionRowBuilder seen(Sighting value) {
        seen = value;
        return this;
    }

    public SessionRowBuilder source(String value) {
        source = value;
        return this;
    }

    public SessionRowBuilder sourceVersion(Timestamped<String> value) {
        sourceVersion = value;
        return this;
    }

    public SessionRowBuilder project(Timestamped<String> value) {
        project = value;
        return this;
    }

    public SessionRowBuilder user(String value) {
        user = value;
        return this;
    }

    public SessionRowBuilder host(String value) {
        host = value;
        return this;
    }

    public SessionRowBuilder process(Timestamped<ClientProcess> value) {
        process = value;
        return this;
    }

    public SessionRowBuilder startedAt(Long value) {
        startedAt = value;
        return this;
    }

    public SessionRowBuilder ended(Timestamped<SessionEnd> value) {
        ended = value;
        return this;
    }

    public SessionRowBuilder promptAt(Long value) {
        promptAt = value;
        return this;
    }

    public SessionRowBuilder turnEndedAt(Long value) {
        turnEndedAt = value;
        return this;
    }

    public SessionRowBuilder listing(Timestamped<Long> value) {
        listing = value;
        return this;
    }

    public SessionRowBuilder parent(Timestamped<String> value) {
        parent = value;
        return this;
    }

    public SessionRowBuilder turnFailed(Timestamped<Failure> value) {
        turnFailed = value;
        return this;
    }

    public SessionRowBuilder teammatesAt(Long value) {
        teammatesAt = value;
        return this;
    }

    public SessionRowBuilder workflowsAt(Long value) {
        workflowsAt = value;
        return this;
    }

    public SessionRowBuilder customTitle(Timestamped<String> value) {
        customTitle = value;
        return this;
    }

    public SessionRowBuilder generatedTitle(Timestamped<String> value) {
        generatedTitle = value;
        return this;
    }

    public SessionRowBuilder ledAt(Long value) {
        ledAt = value;
        return this;
    }

    public SessionRowBuilder clock(Timestamped<ClockShift> value) {
        clock = value;
        return this;
    }

    public SessionRowBuilder previous(Timestamped<String> value) {
        previous = value;
        return this;
    }

    public SessionRowBuilder next(Timestamped<String> value) {
        next = value;
        return this;
    }

    public SessionRowBuilder lead(Timestamped<String> value) {
        lead = value;
        return this;
    }

    public SessionRow build() {
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
                parent,
                turnFailed,
                teammatesAt,
                workflowsAt,
                customTitle,
                generatedTitle,
                ledAt,
                clock,
                previous,
                next,
                lead);
    }
}
