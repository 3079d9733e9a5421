package io.delegraph.security.rule;

import io.delegraph.schemas.event.PathClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An agent of a type that is declared to change nothing changes files. */
final class DeclaredTypeRule extends CallRule {
    private static final Set<PathClass> ANY = ChangeableClasses.WITHOUT_SCRATCH;

    DeclaredTypeRule() {
        super("E4", "does more than its declared type may");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        String type = caller.agentType();
        if (type == null || !parameters.readOnlyTypes().contains(type)) {
            return null;
        }
        if (call.deletesTrees(ANY)) {
            return high("a type that is declared to change nothing deleted a directory");
        }
        return call.changes(ANY) ? medium("a type that is declared to change nothing changed files") : null;
    }
}
