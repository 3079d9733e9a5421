package io.delegraph.security.rule;

import org.jspecify.annotations.Nullable;

/** Changes files while its mode says that it only plans. Plans themselves and temporary files may be written. */
final class PlanModeRule extends CallRule {
    PlanModeRule() {
        super("E5", "changes files in plan mode");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        return "plan".equals(call.permissionMode()) && call.changes(ChangeableClasses.WITHOUT_SCRATCH)
                ? high("it changed files in plan mode")
                : null;
    }
}
