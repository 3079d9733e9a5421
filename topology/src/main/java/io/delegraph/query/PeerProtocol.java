package io.delegraph.query;

/** The HTTP conventions between instances of one application. */
public final class PeerProtocol {
    /** Header of a request for the instance's own partitions only. */
    public static final String LOCAL_HEADER = "X-Delegraph-Local";

    /** Prefix of the {@code type} of every problem document (RFC 9457). */
    public static final String PROBLEM_TYPE_PREFIX = "urn:delegraph:problem:";

    /** The problem of an unknown session. */
    public static final String UNKNOWN_SESSION = "unknown-session";

    /** The problem of an unknown agent. */
    public static final String UNKNOWN_AGENT = "unknown-agent";

    /** The problem of an unknown security finding. */
    public static final String UNKNOWN_FINDING = "unknown-finding";

    private PeerProtocol() {}
}
