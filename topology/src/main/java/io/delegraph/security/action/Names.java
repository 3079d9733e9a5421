package io.delegraph.security.action;

import java.util.HashSet;
import java.util.Set;

/** Sets of names, put together. */
final class Names {
    private Names() {}

    @SafeVarargs
    static Set<String> union(Set<String>... sets) {
        Set<String> all = new HashSet<>();
        for (Set<String> set : sets) {
            all.addAll(set);
        }
        return Set.copyOf(all);
    }
}
