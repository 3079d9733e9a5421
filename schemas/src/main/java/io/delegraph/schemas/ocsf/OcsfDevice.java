package io.delegraph.schemas.ocsf;

/**
 * A host.
 *
 * @param typeId 0 Unknown
 */
public record OcsfDevice(int typeId, String hostname) {}
