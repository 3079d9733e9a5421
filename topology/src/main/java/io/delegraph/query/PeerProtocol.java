package io.delegraph.query;

/** What instances of one application agree on when one asks another over HTTP. */
public final class PeerProtocol {
    /** Header of a request that is to be answered from this instance's own partitions only. */
    public static final String LOCAL_HEADER = "X-Delegraph-Local";

    /** Begins the {@code type} of every problem document (RFC 9457). */
    public static final String PROBLEM_TYPE_PREFIX = "urn:delegraph:problem:";

    /** Kind of the problem that a session is not known. */
    public static final String UNKNOWN_SESSION = "unknown-session";

    /** Kind of the problem that an agent is not known. */
    public static final String UNKNOWN_AGENT = "unknown-agent";

    private PeerProtocol() {}
}
