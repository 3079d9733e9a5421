package io.delegraph.lifecycle.row;

/** Puts a session's row together; what is not given stays null. */
public final class SessionRowBuilder {
    private Sighting seen;
    private String source;
    private Stamped<String> sourceVersion;
    private Stamped<String> project;
    private String user;
    private String host;
    private Stamped<ClientProcess> process;
    private Long startedAt;
    private Stamped<SessionEnd> ended;
    private Long promptAt;
    private Long turnEndedAt;
    private Stamped<Long> listing;
    private Stamped<String> parent;
    private Stamped<Failure> turnFailed;
    private Long teammatesAt;
    private Long workflowsAt;
    private Stamped<String> customTitle;
    private Stamped<String> madeTitle;
    private Long ledAt;
    private Stamped<ClockShift> clock;
    private Stamped<String> previous;
    private Stamped<String> next;
    private Stamped<String> lead;

    SessionRowBuilder() {}

    public SessionRowBuilder seen(Sighting value) {
        seen = value;
        return this;
    }

    public SessionRowBuilder source(String value) {
        source = value;
        return this;
    }

    public SessionRowBuilder sourceVersion(Stamped<String> value) {
        sourceVersion = value;
        return this;
    }

    public SessionRowBuilder project(Stamped<String> value) {
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

    public SessionRowBuilder process(Stamped<ClientProcess> value) {
        process = value;
        return this;
    }

    public SessionRowBuilder startedAt(Long value) {
        startedAt = value;
        return this;
    }

    public SessionRowBuilder ended(Stamped<SessionEnd> value) {
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

    public SessionRowBuilder listing(Stamped<Long> value) {
        listing = value;
        return this;
    }

    public SessionRowBuilder parent(Stamped<String> value) {
        parent = value;
        return this;
    }

    public SessionRowBuilder turnFailed(Stamped<Failure> value) {
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

    public SessionRowBuilder customTitle(Stamped<String> value) {
        customTitle = value;
        return this;
    }

    public SessionRowBuilder madeTitle(Stamped<String> value) {
        madeTitle = value;
        return this;
    }

    public SessionRowBuilder ledAt(Long value) {
        ledAt = value;
        return this;
    }

    public SessionRowBuilder clock(Stamped<ClockShift> value) {
        clock = value;
        return this;
    }

    public SessionRowBuilder previous(Stamped<String> value) {
        previous = value;
        return this;
    }

    public SessionRowBuilder next(Stamped<String> value) {
        next = value;
        return this;
    }

    public SessionRowBuilder lead(Stamped<String> value) {
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
                madeTitle,
                ledAt,
                clock,
                previous,
                next,
                lead);
    }
}
