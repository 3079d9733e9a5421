package io.delegraph.schemas.event;

import java.util.List;

/**
 * What a call does, as far as security rules need it, without any text of it.
 *
 * @param accesses in order, each once
 * @param hosts in order, each once
 * @param features in order, each once
 * @param targets what it acts on, so that other calls can be compared with it; as hashes wherever they are kept, in order
 */
public record CallEvidence(
        List<PathAccess> accesses, List<HostClass> hosts, List<CommandFeature> features, List<String> targets) {
    public CallEvidence {
        accesses = List.copyOf(accesses);
        hosts = List.copyOf(hosts);
        features = List.copyOf(features);
        targets = List.copyOf(targets);
    }
}
