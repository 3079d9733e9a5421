package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.lifecycle.AgentActivity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has done, a bit for each constant, by its position.
 *
 * @param actions of {@link ToolAction}
 * @param paths of {@link PathClass}
 * @param hosts of {@link HostClass}
 */
// the ordinals are pinned by the golden bytes test: constants may only be appended
@SuppressWarnings("EnumOrdinal")
public record Activity(long actions, long paths, long hosts) {
    /** Of a call; null when it did not succeed, and when nothing of it counts. */
    public static @Nullable Activity of(
            @Nullable ToolAction action, @Nullable ToolOutcome outcome, @Nullable CallEvidence evidence) {
        boolean nothing = action == null && (evidence == null || !evidence.notable());
        if (nothing || outcome != ToolOutcome.SUCCEEDED) {
            return null;
        }
        long paths = 0;
        long hosts = 0;
        if (evidence != null) {
            for (PathAccess access : evidence.accesses()) {
                // of reads only those of secrets are reported
                paths |= access.operation() == PathAccess.Operation.SEARCH ? 0 : bit(access.pathClass());
            }
            for (HostClass host : evidence.hosts()) {
                hosts |= bit(host);
            }
        }
        return new Activity(action == null ? 0 : bit(action), paths, hosts);
    }

    private static long bit(Enum<?> constant) {
        return 1L << constant.ordinal();
    }

    /** What both have; null when neither has anything. */
    public static @Nullable Activity merge(@Nullable Activity a, @Nullable Activity b) {
        if (a == null || b == null || a.equals(b)) {
            return a == null ? b : a;
        }
        return new Activity(a.actions | b.actions, a.paths | b.paths, a.hosts | b.hosts);
    }

    public AgentActivity toAgentActivity() {
        return new AgentActivity(
                constants(actions, ToolAction.values()),
                constants(paths, PathClass.values()),
                constants(hosts, HostClass.values()));
    }

    private static <E extends Enum<E>> List<E> constants(long bits, E[] all) {
        List<E> set = new ArrayList<>();
        for (E constant : all) {
            if ((bits & bit(constant)) != 0) {
                set.add(constant);
            }
        }
        return set;
    }
}
