package io.delegraph.security.session;

import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.security.rule.ObservedCall;
import io.delegraph.security.rule.ObservedCall.Outcome;
import java.util.Objects;

/** Reads a call from its row. */
final class ObservedCalls {
    /** The class of the error of an input that the client did not accept. */
    private static final String INVALID_INPUT = "invalid_input";

    private ObservedCalls() {}

    static ObservedCall of(ToolRow call, boolean asked) {
        return new ObservedCall(
                call.toolUseId(),
                call.agentId(),
                Objects.requireNonNullElse(call.tool(), ""),
                at(call),
                outcome(call),
                call.denial(),
                call.permissionMode(),
                asked,
                Objects.requireNonNullElse(call.evidence(), CallEvidence.NONE));
    }

    /** When it was made, epoch ms; its end when its start was not seen. */
    static long at(ToolRow call) {
        Long at = call.startedAt() == null ? call.endedAt() : call.startedAt();
        return at == null ? 0 : at;
    }

    private static Outcome outcome(ToolRow call) {
        if (call.denial() != null || call.outcome() == ToolOutcome.DENIED) {
            return Outcome.REFUSED;
        }
        // a call that only its batch reports did not run, or its own report was lost
        if (call.outcome() == null || call.outcome() == ToolOutcome.UNREPORTED) {
            return Outcome.UNKNOWN;
        }
        // a failure without a class of error is one that only the batch reports: an input that the client did not
        // accept
        boolean accepted = call.outcome() != ToolOutcome.FAILED
                || call.error() != null && !call.error().equals(INVALID_INPUT);
        return accepted ? Outcome.RAN : Outcome.REFUSED;
    }
}
