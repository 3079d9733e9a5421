package io.delegraph.schemas.lifecycle;

import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.event.ToolAction;
import java.util.List;

/**
 * What an agent has done by its tool calls that succeeded, each only once and without what it was done to.
 *
 * @param actions in order
 * @param paths classes of paths that it wrote or deleted, and of secrets that it read; in order. Of the main agent only those that security
 *     rules may judge
 * @param hosts classes of hosts that it reached, in order
 */
public record AgentActivity(List<ToolAction> actions, List<PathClass> paths, List<HostClass> hosts) {
    public static final AgentActivity NONE = new AgentActivity(List.of(), List.of(), List.of());

    public AgentActivity {
        actions = List.copyOf(actions);
        paths = List.copyOf(paths);
        hosts = List.copyOf(hosts);
    }
}
