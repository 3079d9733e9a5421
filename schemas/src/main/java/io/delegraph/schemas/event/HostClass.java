package io.delegraph.schemas.event;

/** What a network destination is. */
public enum HostClass {
    /** Where code, packages and documentation commonly come from. */
    KNOWN,
    /** Any other name. */
    OTHER,
    /** This machine. */
    LOOPBACK,
    /** The metadata service of a cloud, which gives out credentials. */
    METADATA,
    /** An address without a name, or a raw socket. */
    RAW,
    /** A service that takes what anybody sends: request bins, pastebins, tunnels, file drops. */
    DROP
}
