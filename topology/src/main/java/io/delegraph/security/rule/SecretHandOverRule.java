package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import org.jspecify.annotations.Nullable;

/** A secret in the text by which an agent asks for another one, or in a message to it: it then stands in prompts and transcripts. */
final class SecretHandOverRule extends CallRule {
    SecretHandOverRule() {
        super("X3", "hands a secret to another agent");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        return call.has(CommandFeature.PASSES_SECRET) ? medium("it handed a secret to another agent") : null;
    }
}
