package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import org.jspecify.annotations.Nullable;

/** Sends to a drop, to an address without a name or to the metadata of a cloud, or uploads a file to a host that nobody knows. */
final class SuspiciousDestinationRule extends CallRule {
    SuspiciousDestinationRule() {
        super("B4", "sends data where it should not go");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        if (call.reaches(HostClass.METADATA)) {
            return high("it asked a cloud's metadata service, which gives out credentials");
        }
        if (call.has(CommandFeature.SENDS) && call.reaches(HostClass.DROP, HostClass.RAW)) {
            return high("it sent data to a drop or to an address without a name");
        }
        return call.has(CommandFeature.UPLOADS) && call.reaches(HostClass.OTHER)
                ? high("it uploaded a file to a host that is not known")
                : null;
    }
}
