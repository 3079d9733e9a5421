package io.delegraph.security.rule;

import io.delegraph.schemas.event.PathClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An agent that works in a worktree of its own changes the main checkout, or the worktree of somebody else. */
final class WorktreeRule extends CallRule {
    WorktreeRule() {
        super("B3", "leaves its own worktree");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        return call.changes(Set.of(PathClass.MAIN_CHECKOUT))
                ? high("it works in a worktree and changed the main checkout")
                : null;
    }
}
