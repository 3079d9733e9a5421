package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import org.jspecify.annotations.Nullable;

/** Ends or unregisters what watches the agents. */
final class MonitorRule extends CallRule {
    MonitorRule() {
        super("T5", "stops what watches it");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        return call.has(CommandFeature.STOPS_MONITORING) ? high("it stopped what watches the agents") : null;
    }
}
