package io.delegraph.schemas.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess;
import io.delegraph.schemas.event.PathClass;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the tool calls of an agent did that security rules may judge, without what it was done to. Ordinary work in the project is not
 * counted.
 *
 * @param calls number of such calls, the refused ones included
 * @param refused number of those that were not allowed to run
 * @param refusedAt when the latest of these was made, epoch ms; null without one
 * @param accesses number of calls that ran by what they did to paths of which class
 * @param hosts number of calls that ran by the class of the hosts that they reached
 * @param features number of calls that ran by what else they did
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AgentActions(
        String agentId,
        int calls,
        int refused,
        @Nullable Long refusedAt,
        Map<PathAccess.Operation, Map<PathClass, Integer>> accesses,
        Map<HostClass, Integer> hosts,
        Map<CommandFeature, Integer> features) {
    public AgentActions {
        accesses = Collections.unmodifiableMap(new TreeMap<>(accesses));
        hosts = Collections.unmodifiableMap(new TreeMap<>(hosts));
        features = Collections.unmodifiableMap(new TreeMap<>(features));
    }
}
