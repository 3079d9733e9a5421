package io.delegraph.security.rule;

import io.delegraph.schemas.event.PathClass;
import java.util.EnumSet;
import java.util.Set;

/** Classes of paths whose change is a change. */
final class ChangeableClasses {
    /** All but temporary files, plans and what the client itself keeps; unknown paths are not held against anybody. */
    static final Set<PathClass> WITHOUT_SCRATCH = Set.copyOf(
            EnumSet.complementOf(EnumSet.of(PathClass.TMP, PathClass.PLAN, PathClass.CLIENT_DATA, PathClass.UNKNOWN)));

    private ChangeableClasses() {}
}
