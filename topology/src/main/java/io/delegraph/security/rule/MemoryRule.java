package io.delegraph.security.rule;

import io.delegraph.schemas.event.PathClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A subagent writes what later sessions will read as instructions. */
final class MemoryRule extends CallRule {
    MemoryRule() {
        super("T4", "writes memory or instructions");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        return !caller.isRoot() && call.changes(Set.of(PathClass.AGENT_MEMORY, PathClass.AGENT_INSTRUCTIONS))
                ? low("a subagent wrote memory or instructions")
                : null;
    }
}
