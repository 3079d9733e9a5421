package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
import org.jspecify.annotations.Nullable;

/** A rule that judges each call by itself. Only calls that ran count: what was refused has done nothing. */
abstract class CallRule implements SecurityRule {
    private final String id;
    private final String title;

    CallRule(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /**
     * What a call is judged as.
     *
     * @param reason a clause that says what the call did
     */
    record Verdict(Severity severity, String reason) {}

    /** Null when there is nothing to say of the call. */
    abstract @Nullable Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters);

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        for (ObservedCall call : session.calls()) {
            Verdict verdict = call.ran() ? judge(call, session.agent(call.agentId()), parameters) : null;
            if (verdict != null) {
                findings.add(this, verdict.severity(), call, verdict.reason());
            }
        }
    }

    static Verdict low(String reason) {
        return new Verdict(Severity.LOW, reason);
    }

    static Verdict medium(String reason) {
        return new Verdict(Severity.MEDIUM, reason);
    }

    static Verdict high(String reason) {
        return new Verdict(Severity.HIGH, reason);
    }

    static Verdict critical(String reason) {
        return new Verdict(Severity.CRITICAL, reason);
    }
}
