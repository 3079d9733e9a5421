package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.PathClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads keys, tokens or passwords. In the project only a subagent's reading is worth a word: the root works there for the person. */
final class SecretReadRule extends CallRule {
    SecretReadRule() {
        super("B1", "reads a secret");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        if (call.reads(Set.of(PathClass.SECRET)) || call.has(CommandFeature.CREDENTIAL_TOOL)) {
            return medium("it read a secret outside of the project");
        }
        return call.reads(Set.of(PathClass.PROJECT_SECRET)) && !caller.isRoot()
                ? low("it read a secret of the project")
                : null;
    }
}
