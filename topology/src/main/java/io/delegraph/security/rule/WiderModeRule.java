package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An agent runs in a mode that asks less than the mode of the agent that asked for it. When a person widens the mode of the session while
 * agents are at work, the calls of the main agent are in the wider mode too: then nobody ran in a wider one.
 */
final class WiderModeRule implements SecurityRule {
    @Override
    public String id() {
        return "E1";
    }

    @Override
    public String title() {
        return "runs in a wider mode than its parent";
    }

    @Override
    public void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        for (ObservedCall call : session.calls()) {
            ObservedAgent caller = session.agent(call.agentId());
            @Nullable String parentId = caller.parentAgentId();
            @Nullable
            String parentNow = parentId == null ? null : session.agent(parentId).permissionMode();
            boolean wider = call.ran()
                    && PermissionModes.wider(call.permissionMode(), caller.modeAtRequest())
                    && (parentNow == null || PermissionModes.wider(call.permissionMode(), parentNow));
            if (wider) {
                boolean unattended = PermissionModes.asksNobody(call.permissionMode());
                findings.add(
                        this,
                        unattended ? Severity.HIGH : Severity.MEDIUM,
                        call,
                        unattended
                                ? "it ran without permissions, its parent did not"
                                : "it ran in a mode that asks less than that of its parent");
            }
        }
    }
}
