package io.delegraph.schemas.ocsf;

import org.jspecify.annotations.Nullable;

/**
 * A piece of software: Delegraph itself, an agent or a workflow.
 *
 * @param uid the session with the agent or the workflow, each percent-encoded, for example {@code s1/a1}; null for Delegraph
 * @param name of an agent its type
 * @param vendorName null for agents and workflows
 * @param version null for agents and workflows, and when Delegraph was not built into a jar
 */
public record OcsfProduct(
        @Nullable String uid,
        String name,
        @Nullable String vendorName,
        @Nullable String version) {}
