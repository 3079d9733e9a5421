package io.delegraph.security.rule;

import io.delegraph.schemas.event.PathClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deletes the home directory, a file system, a repository, or a directory of somebody else. */
final class DestructiveDeleteRule extends CallRule {
    private static final Set<PathClass> OF_OTHERS =
            Set.of(PathClass.HOME_OTHER, PathClass.OTHER_WORKTREE, PathClass.MAIN_CHECKOUT, PathClass.PROJECT_ROOT);

    DestructiveDeleteRule() {
        super("C1", "deletes what is not its own");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        if (call.deletesTrees(Set.of(PathClass.HOME_ROOT, PathClass.FILE_SYSTEM_ROOT))) {
            return critical("it deleted the home directory or a file system");
        }
        if (call.deletesTrees(Set.of(PathClass.GIT_DIRECTORY, PathClass.SYSTEM))) {
            return high("it deleted a repository's data or a directory of the system");
        }
        return !caller.isRoot() && call.deletesTrees(OF_OTHERS)
                ? high("a subagent deleted a directory of somebody else")
                : null;
    }
}
