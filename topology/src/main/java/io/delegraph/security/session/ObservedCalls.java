package io.delegraph.security.session;

import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.security.rule.ObservedCall;
import io.delegraph.security.rule.ObservedCall.Outcome;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a call from its row. */
final class ObservedCalls {
    /** The class of the error of an input that the client did not accept. */
    private static final String INVALID_INPUT = "invalid_input";

    private static final String DELEGATION = "Agent";

    private static final CallEvidence PASSES_SECRET =
            new CallEvidence(List.of(), List.of(), List.of(CommandFeature.PASSES_SECRET), List.of());

    private ObservedCalls() {}

    static ObservedCall of(ToolRow call, @Nullable Long answeredAt, boolean asked) {
        return ObservedCall.builder()
                .toolUseId(call.toolUseId())
                .agentId(call.agentId())
                .tool(Objects.requireNonNullElse(call.tool(), ""))
                .at(at(call))
                .outcome(outcome(call))
                .denial(call.denial())
                .answeredAt(answeredAt)
                .permissionMode(call.permissionMode())
                .asked(asked)
                .evidence(Objects.requireNonNullElse(call.evidence(), CallEvidence.NONE))
                .build();
    }

    /** The call by which an agent was asked for, and got a secret in its prompt. */
    static ObservedCall withSecret(SpawnRow request) {
        @Nullable Long at = request.requestedAt();
        return ObservedCall.builder()
                .toolUseId(request.toolUseId())
                .agentId(Objects.requireNonNullElse(request.parentAgentId(), AgentId.ROOT))
                .tool(DELEGATION)
                .at(at == null ? 0 : at)
                .outcome(Outcome.RAN)
                .evidence(PASSES_SECRET)
                .build();
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
