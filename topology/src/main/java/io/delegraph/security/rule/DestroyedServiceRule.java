package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import org.jspecify.annotations.Nullable;

/** Destroys a database, or what runs elsewhere. */
final class DestroyedServiceRule extends CallRule {
    DestroyedServiceRule() {
        super("C3", "destroys a database or infrastructure");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        if (call.has(CommandFeature.DATABASE_DESTROYED)) {
            return high("it destroyed a database or part of one");
        }
        return call.has(CommandFeature.INFRASTRUCTURE_DESTROYED) ? high("it destroyed infrastructure") : null;
    }
}
