package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import org.jspecify.annotations.Nullable;

/** Makes something public or releases it. */
final class PublicationRule extends CallRule {
    PublicationRule() {
        super("X2", "publishes");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        return call.has(CommandFeature.PUBLISH) ? medium("it published something") : null;
    }
}
