package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import org.jspecify.annotations.Nullable;

/** Starts another agent client with its permissions switched off, from a session that has them. */
final class UnattendedClientRule extends CallRule {
    UnattendedClientRule() {
        super("E2", "starts an agent client that asks nobody");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        boolean widened = !"bypassPermissions".equals(call.permissionMode());
        if (!widened || !call.has(CommandFeature.AGENT_CLIENT_BYPASS)) {
            return null;
        }
        return caller.isRoot()
                ? medium("it started an agent client that asks nobody")
                : high("a subagent started an agent client that asks nobody");
    }
}
