package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.security.Severity;
import java.util.List;
import java.util.Set;

/** A secret is read, and soon after the same agent, or one above or below it, sends or publishes something. */
final class ExfiltrationRule implements SecurityRule {
    private static final Set<PathClass> SECRETS = Set.of(PathClass.SECRET, PathClass.PROJECT_SECRET);

    @Override
    public String id() {
        return "X1";
    }

    @Override
    public String title() {
        return "sends after a secret was read along its chain";
    }

    @Override
    public void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        List<ObservedCall> reads = session.calls().stream()
                .filter(call -> call.ran() && (call.reads(SECRETS) || call.has(CommandFeature.CREDENTIAL_TOOL)))
                .toList();
        for (ObservedCall read : reads) {
            for (ObservedCall sent : session.calls()) {
                long apart = sent.at() - read.at();
                if (sent.ran()
                        && sends(sent)
                        && apart >= 0
                        && apart <= parameters.related().toMillis()
                        && onOneChain(session, read.agentId(), sent.agentId())) {
                    findings.add(
                            this,
                            Severity.CRITICAL,
                            sent.agentId(),
                            sent.at(),
                            "it sent or published something after a secret was read",
                            List.of(read.toolUseId(), sent.toolUseId()));
                }
            }
        }
    }

    private static boolean sends(ObservedCall call) {
        return call.has(CommandFeature.PUBLISH)
                || call.has(CommandFeature.SENDS) && call.reaches(HostClass.OTHER, HostClass.DROP, HostClass.RAW);
    }

    private static boolean onOneChain(ObservedSession session, String one, String other) {
        return session.chain(one).contains(other) || session.chain(other).contains(one);
    }
}
