package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.PathClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A subagent throws away changes or history outside of a worktree of its own; anybody forces a protected branch. */
final class DestructiveGitRule extends CallRule {
    private static final Set<CommandFeature> DISCARDS = Set.of(
            CommandFeature.GIT_DISCARD,
            CommandFeature.GIT_RESET_HARD,
            CommandFeature.GIT_STASH_DROP,
            CommandFeature.GIT_BRANCH_DELETE,
            CommandFeature.GIT_REWRITE,
            CommandFeature.GIT_PUSH_FORCE,
            CommandFeature.GIT_PUSH_DELETE);

    DestructiveGitRule() {
        super("C2", "throws away work in git");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        if (call.has(CommandFeature.GIT_PUSH_FORCE) && call.has(CommandFeature.GIT_PUSH_PROTECTED)) {
            return high("it forced a push to a protected branch");
        }
        boolean ownWorktree = call.changes(Set.of(PathClass.WORKTREE))
                && !call.changes(Set.of(PathClass.PROJECT_ROOT, PathClass.MAIN_CHECKOUT));
        boolean discards = DISCARDS.stream().anyMatch(call::has);
        return discards && !caller.isRoot() && !ownWorktree
                ? medium("a subagent threw away changes, stashes, branches or history")
                : null;
    }
}
