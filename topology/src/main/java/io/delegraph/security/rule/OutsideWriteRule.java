package io.delegraph.security.rule;

import io.delegraph.schemas.event.PathClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A subagent changes files outside of the project, temporary directories and what its client keeps. */
final class OutsideWriteRule extends CallRule {
    private static final Set<PathClass> OUTSIDE = Set.of(
            PathClass.HOME_ROOT,
            PathClass.HOME_CONFIG,
            PathClass.HOME_OTHER,
            PathClass.FILE_SYSTEM_ROOT,
            PathClass.SYSTEM);

    OutsideWriteRule() {
        super("B2", "writes outside of its boundary");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        return !caller.isRoot() && call.writes(OUTSIDE) ? medium("it changed files outside of the project") : null;
    }
}
