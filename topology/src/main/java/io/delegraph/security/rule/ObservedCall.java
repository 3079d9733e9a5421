package io.delegraph.security.rule;

import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.Denial;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess;
import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.schemas.event.PathClass;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tool call of an agent.
 *
 * @param at when it was made, epoch ms
 * @param outcome what became of it
 * @param denial why it was not allowed to run; null when it was, and when the client did not say why
 * @param answeredAt since when the agents know what the person who denied it wants instead, epoch ms; null when that person said nothing,
 *     and when no person denied it
 * @param permissionMode the mode of the agent then; null when unknown, and when it was reported afterwards and may be stale
 * @param asked whether a person was asked before it ran
 */
@RecordBuilder
public record ObservedCall(
        String toolUseId,
        String agentId,
        String tool,
        long at,
        Outcome outcome,
        @Nullable Denial denial,
        @Nullable Long answeredAt,
        @Nullable String permissionMode,
        boolean asked,
        CallEvidence evidence) {
    /** What became of a call. */
    public enum Outcome {
        /** No end was seen. */
        UNKNOWN,
        RAN,
        REFUSED
    }

    public static ObservedCallBuilder builder() {
        return ObservedCallBuilder.builder();
    }

    /** Whether what was denied with it is still denied at a later time: a person may have said what to do instead. */
    boolean deniesAt(long time) {
        return outcome == Outcome.REFUSED && denial != null && (answeredAt == null || answeredAt > time);
    }

    boolean ran() {
        return outcome == Outcome.RAN;
    }

    boolean has(CommandFeature feature) {
        return evidence.features().contains(feature);
    }

    boolean reaches(HostClass... classes) {
        return Stream.of(classes).anyMatch(evidence.hosts()::contains);
    }

    boolean reads(Set<PathClass> classes) {
        return accesses(Operation.READ, classes).findAny().isPresent();
    }

    /** Whether it writes or deletes something of these classes. */
    boolean changes(Set<PathClass> classes) {
        return Stream.concat(accesses(Operation.WRITE, classes), accesses(Operation.DELETE, classes))
                .findAny()
                .isPresent();
    }

    /** Whether it writes, or deletes single files, of these classes. */
    boolean writes(Set<PathClass> classes) {
        return Stream.concat(accesses(Operation.WRITE, classes), accesses(Operation.DELETE, classes))
                .anyMatch(access -> !access.recursive());
    }

    /** Whether it deletes whole directories of these classes. */
    boolean deletesTrees(Set<PathClass> classes) {
        return accesses(Operation.DELETE, classes).anyMatch(PathAccess::recursive);
    }

    private Stream<PathAccess> accesses(Operation operation, Set<PathClass> classes) {
        return evidence.accesses().stream()
                .filter(access -> access.operation() == operation && classes.contains(access.pathClass()));
    }
}
