package io.delegraph.tools.simulation;

import java.util.List;

/**
 * The environment of a client.
 *
 * @param source the envelope's
 * @param project last part of its directory
 * @param ancestors process ids above {@code pid}, the nearest first
 * @param script whether the hook script is installed: only it adds the client's notes about its agents, tokens, processes, host and user
 */
public record ClientEnvironment(
        String source, String project, String host, String user, long pid, List<Long> ancestors, boolean script) {
    public ClientEnvironment {
        ancestors = List.copyOf(ancestors);
    }
}
