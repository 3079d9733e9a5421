package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.schemas.lifecycle.OrphanedResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Background shells and worktrees that outlived their agent, from the rows alone. The root's own are not included: they end with its client
 * or go on with it.
 */
final class OrphanedResources {
    private static final Comparator<OrphanedResource> BY_END = Comparator.comparing(
                    OrphanedResource::agentEndedAt, Comparator.nullsLast(Comparator.<Long>naturalOrder()))
            .thenComparing(OrphanedResource::kind)
            .thenComparing(OrphanedResource::id);

    private final OrphanedShells shells;
    private final OrphanedWorktrees worktrees;

    /**
     * Looks at the rows as they are now.
     *
     * @param asOf the current moment for resources that still exist, epoch ms
     */
    OrphanedResources(SessionRows rows, StatusResolver statuses, long asOf) {
        this.shells = new OrphanedShells(rows, statuses, asOf);
        this.worktrees = new OrphanedWorktrees(rows, statuses, asOf);
    }

    /** Sorted by the end of their agent, the earliest first; {@code agentIds} are all agents of the session. */
    List<OrphanedResource> of(Collection<String> agentIds) {
        List<OrphanedResource> found = new ArrayList<>(shells.all());
        for (String agentId : agentIds) {
            if (!agentId.equals(ROOT)) {
                worktrees.of(agentId).ifPresent(found::add);
            }
        }
        found.sort(BY_END);
        return found;
    }
}
