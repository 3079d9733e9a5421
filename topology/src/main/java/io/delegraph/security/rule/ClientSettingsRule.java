package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.PathClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes what an agent client allows and reports. */
final class ClientSettingsRule extends CallRule {
    ClientSettingsRule() {
        super("T1", "writes settings or hooks of an agent client");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        if (!call.changes(Set.of(PathClass.AGENT_SETTINGS, PathClass.AGENT_HOOKS))) {
            return null;
        }
        if (call.has(CommandFeature.WEAKENS_SETTINGS)) {
            return critical("it made settings of the client allow more or report less");
        }
        return caller.isRoot()
                ? low("it wrote settings or hooks of the client")
                : high("a subagent wrote settings or hooks of the client");
    }
}
