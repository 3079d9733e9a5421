package io.delegraph.tools.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.tools.demo.plan.CallEnd;
import io.delegraph.tools.demo.plan.PlanStep;
import io.delegraph.tools.demo.truth.Pause;
import io.delegraph.tools.simulation.SimulatedAgent;
import io.delegraph.tools.simulation.ToolCall;

/** Simulates the calls of incidents, and how the client refuses some of them: as recordings of the client show it. */
final class IncidentCalls {
    /** Before each call, ms: the same for all, so that the calls of several agents keep their order. */
    private static final double THINKING_MS = 1_000;

    private static final long TOOK_MS = 20;
    private static final long BATCH_MS = 40;

    private final SessionRecorder recorder;
    private final ToolCallSimulator toolCalls;

    IncidentCalls(SessionRecorder recorder, ToolCallSimulator toolCalls) {
        this.recorder = recorder;
        this.toolCalls = toolCalls;
    }

    /** Returns when the call has ended, epoch ms. */
    long call(SimulatedAgent agent, PlanStep.Call step, long at) {
        ToolCall call =
                new ToolCall(recorder.client(), recorder.textRandom(), agent, step.tool(), input(agent, step.input()));
        long started = at + recorder.scaled(THINKING_MS);
        toolCalls.recordCall(agent, started);
        if (reported(step.end())) {
            recorder.emit(started, call.started());
        }
        long ended = started + TOOK_MS;
        switch (step.end()) {
            case RUNS -> recorder.emit(ended, call.ended(TOOK_MS));
            case FAILS -> recorder.emit(ended, call.failed(TOOK_MS));
            case ALLOWED -> {
                ended = asked(agent, call, ended);
                recorder.emit(ended, call.ended(TOOK_MS));
            }
            case REJECTED -> {
                ended = asked(agent, call, ended);
                return refused(
                        call, ended, "The user doesn't want to proceed with this tool use. The tool use was rejected.");
            }
            case DENIED_BY_RULE -> {
                return refused(call, ended, "Permission to use " + step.tool() + " has been denied.");
            }
            case DENIED_BY_CLASSIFIER -> recorder.emit(ended, call.permissionDenied());
            case DENIED_BY_DIRECTORY -> {
                return refused(
                        call, ended, toolError("File is in a directory that is denied by your permission settings."));
            }
            case BLOCKED_BY_HOOK ->
                recorder.emit(
                        ended,
                        call.blocked(
                                "PreToolUse:" + step.tool() + " hook error: [guard.sh]: this is not allowed here"));
            case BLOCKED_BY_WORKTREE ->
                recorder.emit(
                        ended,
                        call.blocked("This agent is isolated in the worktree "
                                + recorder.client().directory(agent)
                                + ", but this command changes directory to the shared checkout."));
            case BLOCKED_BY_PLAN_MODE -> {
                recorder.emit(ended, call.permissionRequested());
                return refused(call, ended, "Cannot write to this file while in plan mode.");
            }
            case TOOL_MISSING -> {
                return refused(call, ended, toolError("Error: No such tool available: " + step.tool() + "."));
            }
            case FILE_CHANGED -> {
                return refused(
                        call,
                        ended,
                        toolError("File has been modified since read, either by the user or by a linter."));
            }
        }
        recorder.emit(ended + BATCH_MS, call.batch());
        return ended + BATCH_MS;
    }

    /** Whether the client says that the call begins; otherwise only the message's end names it. */
    private static boolean reported(CallEnd end) {
        return end != CallEnd.DENIED_BY_DIRECTORY && end != CallEnd.TOOL_MISSING && end != CallEnd.FILE_CHANGED;
    }

    private long asked(SimulatedAgent agent, ToolCall call, long at) {
        recorder.emit(at, call.permissionRequested());
        recorder.emit(at + 10, recorder.payloads().notified("permission_prompt"));
        long answered = at + 20 + recorder.scaled(SimulationParameters.PERMISSION_MS);
        toolCalls.recordPause(agent, Pause.WaitedFor.PERSON, at, answered);
        return answered;
    }

    private long refused(ToolCall call, long at, String words) {
        recorder.emit(at + BATCH_MS, call.refused(words));
        return at + BATCH_MS;
    }

    private static String toolError(String words) {
        return "<tool_use_error>" + words + "</tool_use_error>";
    }

    private ObjectNode input(SimulatedAgent agent, ObjectNode given) {
        ObjectNode input = given.deepCopy();
        given.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                input.put(
                        field.getKey(),
                        field.getValue()
                                .textValue()
                                .replace("{worktree}", recorder.client().directory(agent)));
            }
        });
        return input;
    }
}
