package io.delegraph.schemas.ocsf;

/**
 * A tool call that proves a finding.
 *
 * @param uid the id of the call
 * @param name {@code Tool Call}
 */
public record OcsfEvidence(String uid, String name, OcsfApi api) {
    /** A call of an interface. */
    public record OcsfApi(String operation, OcsfRequest request) {}

    /** What identifies the call. */
    public record OcsfRequest(String uid) {}
}
