package io.delegraph.schemas.ocsf;

import java.util.List;

/**
 * The agent that a finding is about.
 *
 * @param uid the session with the agent, each percent-encoded, for example {@code s1/a1}
 * @param name its type
 * @param type {@code AI Agent}
 * @param roleId 2 Actor
 * @param tags its chain of agents, its workflow and its project
 */
public record OcsfResource(String uid, String name, String type, int roleId, String role, List<OcsfTag> tags) {
    public OcsfResource {
        tags = List.copyOf(tags);
    }
}
