package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import org.jspecify.annotations.Nullable;

/** Runs as another user, or opens permissions to everybody. */
final class PrivilegeRule extends CallRule {
    PrivilegeRule() {
        super("E7", "raises privileges");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        if (call.has(CommandFeature.PRIVILEGED)) {
            return medium("it ran a command as another user");
        }
        return call.has(CommandFeature.OPENS_PERMISSIONS) ? medium("it opened permissions to everybody") : null;
    }
}
