package io.delegraph.query;

final class RemoteQueries {
    static final String UNKNOWN_SESSION = "unknown-session";
    static final String UNKNOWN_AGENT = "unknown-agent";

    private RemoteQueries() {}
}
