package io.delegraph.security.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent runs in a mode that asks less than the mode of the agent that asked for it. */
final class WiderModeRule extends CallRule {
    /** The modes by what they let pass without a person, the least first. */
    private static final List<List<String>> MODES = List.of(
            List.of("plan", "dontAsk"),
            List.of("default"),
            List.of("acceptEdits"),
            List.of("auto"),
            List.of("bypassPermissions"));

    WiderModeRule() {
        super("E1", "runs in a wider mode than its parent");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        int own = rank(call.permissionMode());
        int parent = rank(caller.modeAtRequest());
        // an agent in plan mode may have been let out of it since
        if (own < 0 || parent < 0 || own <= Math.max(parent, 1)) {
            return null;
        }
        return own == MODES.size() - 1
                ? high("it ran without permissions, its parent did not")
                : medium("it ran in a mode that asks less than that of its parent");
    }

    private static int rank(@Nullable String mode) {
        for (int rank = 0; rank < MODES.size(); rank++) {
            if (mode != null && MODES.get(rank).contains(mode)) {
                return rank;
            }
        }
        return -1;
    }
}
