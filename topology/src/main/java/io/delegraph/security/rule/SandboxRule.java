package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import org.jspecify.annotations.Nullable;

/** Runs a command outside of the client's sandbox. */
final class SandboxRule extends CallRule {
    SandboxRule() {
        super("E6", "switches the sandbox off");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        return call.has(CommandFeature.SANDBOX_OFF) ? medium("it ran a command outside of the sandbox") : null;
    }
}
