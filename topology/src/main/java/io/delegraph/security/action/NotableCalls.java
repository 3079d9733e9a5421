package io.delegraph.security.action;

import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess;
import io.delegraph.schemas.event.PathClass;
import java.util.EnumSet;
import java.util.Set;

/** Which calls a rule may judge by themselves, or that count for the risk: few of all calls. */
public final class NotableCalls {
    private static final Set<PathClass> SECRETS = EnumSet.of(PathClass.SECRET, PathClass.PROJECT_SECRET);

    /** Where everybody writes, and deletes single files. */
    private static final Set<PathClass> ORDINARY = EnumSet.of(
            PathClass.PROJECT,
            PathClass.WORKTREE,
            PathClass.TMP,
            PathClass.PLAN,
            PathClass.CLIENT_DATA,
            PathClass.DEPENDENCIES,
            PathClass.UNKNOWN);

    /** Frequent in honest work, and in no rule. */
    private static final Set<CommandFeature> FREQUENT =
            EnumSet.of(CommandFeature.INLINE_CODE, CommandFeature.INSTALLS_PACKAGES);

    private static final Set<HostClass> COMMON_HOSTS = EnumSet.of(HostClass.KNOWN, HostClass.LOOPBACK);

    private NotableCalls() {}

    /**
     * Whether a call is one of them.
     *
     * @param main whether the session's main agent made it, and that is of no declared type: nobody judges what it writes in its project
     * @param planning whether it was made in plan mode, in which nothing is to be changed
     */
    public static boolean includes(CallEvidence evidence, boolean main, boolean planning) {
        return !FREQUENT.containsAll(evidence.features())
                || !COMMON_HOSTS.containsAll(evidence.hosts())
                || evidence.accesses().stream().anyMatch(access -> includes(access, main && !planning));
    }

    /** Whether the call only writes where everybody writes: another agent's write of the same file may come within seconds. */
    public static boolean ordinary(CallEvidence evidence) {
        return evidence.hosts().isEmpty()
                && evidence.features().isEmpty()
                && evidence.accesses().stream()
                        .allMatch(access -> !access.recursive() && ORDINARY.contains(access.pathClass()));
    }

    private static boolean includes(PathAccess access, boolean mayWrite) {
        return switch (access.operation()) {
            case SEARCH -> false;
            case READ -> SECRETS.contains(access.pathClass());
            case WRITE -> !mayWrite || !ORDINARY.contains(access.pathClass());
            case DELETE -> !mayWrite || access.recursive() || !ORDINARY.contains(access.pathClass());
        };
    }
}
