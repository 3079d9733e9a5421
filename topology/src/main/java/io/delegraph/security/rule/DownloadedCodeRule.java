package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import org.jspecify.annotations.Nullable;

/** Runs a program that nobody has looked at. */
final class DownloadedCodeRule extends CallRule {
    DownloadedCodeRule() {
        super("S1", "runs what it has just downloaded or decoded");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        if (call.has(CommandFeature.DOWNLOAD_AND_RUN)) {
            return high("it ran what it had just downloaded");
        }
        return call.has(CommandFeature.DECODE_AND_RUN) ? high("it ran what it had just decoded") : null;
    }
}
