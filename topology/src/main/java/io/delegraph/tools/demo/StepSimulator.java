package io.delegraph.tools.demo;

import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.tools.demo.plan.PlanStep;
import io.delegraph.tools.demo.plan.PlannedTask;
import io.delegraph.tools.simulation.ClientEnvironment;
import io.delegraph.tools.simulation.SimulatedAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Simulates the steps of agents; each agent has its own clock. */
final class StepSimulator {
    private final SessionRecorder recorder;
    private final AgentFactory agentFactory;
    private final ToolCallSimulator toolCalls;
    private final IncidentCalls incidentCalls;
    private final TokenSpending spending;
    private final ForegroundAgents foreground;
    private final BackgroundAgents backgroundAgents;

    StepSimulator(SessionRecorder recorder) {
        this.recorder = recorder;
        this.agentFactory = new AgentFactory(recorder);
        this.toolCalls = new ToolCallSimulator(recorder);
        this.incidentCalls = new IncidentCalls(recorder, toolCalls);
        this.spending = new TokenSpending(recorder);
        this.foreground = new ForegroundAgents(recorder, agentFactory, this);
        this.backgroundAgents = new BackgroundAgents(recorder, agentFactory, this);
    }

    AgentFactory agentFactory() {
        return agentFactory;
    }

    ToolCallSimulator toolCalls() {
        return toolCalls;
    }

    TokenSpending spending() {
        return spending;
    }

    ForegroundAgents foreground() {
        return foreground;
    }

    BackgroundAgents backgroundAgents() {
        return backgroundAgents;
    }

    /** Returns when the agent has finished, epoch ms. */
    long play(SimulatedAgent agent, List<PlanStep> steps, long at) {
        long now = at;
        for (PlanStep step : steps) {
            now = playStep(agent, step, now);
        }
        return now;
    }

    private long playStep(SimulatedAgent agent, PlanStep step, long at) {
        return switch (step) {
            case PlanStep.ToolWork work -> toolCalls.work(agent, at, work.share());
            case PlanStep.UseFile touch -> toolCalls.useFile(agent, at, touch.tool(), touch.file());
            case PlanStep.Permission permission -> toolCalls.permission(agent, at, permission.granted());
            case PlanStep.Delegate one ->
                foreground.fan(agent, new PlanStep.Fan(List.of(one.task()), false), thought(at));
            case PlanStep.Fan fan -> foreground.fan(agent, fan, thought(at));
            case PlanStep.Sequence sequence -> foreground.sequence(agent, sequence.tasks(), thought(at));
            case PlanStep.ReviewLoop loop -> foreground.sequence(agent, rounds(loop), thought(at));
            case PlanStep.FanSequence wave -> wave(agent, wave, at);
            case PlanStep.DelegateTeam team ->
                foreground.fan(agent, new PlanStep.Fan(List.of(led(team)), false), thought(at));
            case PlanStep.LaunchBackground background -> backgroundAgents.launch(background.tasks(), thought(at));
            case PlanStep.StopBackground ignored -> backgroundAgents.stopAll(at);
            case PlanStep.Refusal refusal -> refused(agent, refusal, thought(at));
            case PlanStep.LinkedClient linked -> linked(agent, linked, at);
            case PlanStep.Call call -> incidentCalls.call(agent, call, at);
            case PlanStep.Wait wait -> at + wait.ms();
            case PlanStep.ChangeMode change -> {
                recorder.client().setMode(agent, change.mode());
                yield at;
            }
            case PlanStep.ChangeSettings change -> {
                recorder.emit(at, recorder.payloads().settingsChanged(change.source()));
                yield at + 1;
            }
            case PlanStep.Silence ignored -> {
                recorder.silence(at);
                yield at;
            }
        };
    }

    /** The last words of an agent. */
    String result(PlannedTask task) {
        String given = task.traits().result();
        return given == null ? recorder.client().text().words(80) : given;
    }

    private long thought(long at) {
        return at + recorder.scaled(SimulationParameters.THINKING_MS);
    }

    private long wave(SimulatedAgent agent, PlanStep.FanSequence wave, long at) {
        long now = at;
        for (PlanStep.Fan fan : wave.fans()) {
            now = toolCalls.work(agent, foreground.fan(agent, fan, thought(now)), 0.05);
        }
        return now;
    }

    private static List<PlannedTask> rounds(PlanStep.ReviewLoop loop) {
        return Stream.generate(() -> List.of(loop.maker(), loop.checker()))
                .limit(loop.rounds())
                .flatMap(List::stream)
                .toList();
    }

    private static PlannedTask led(PlanStep.DelegateTeam team) {
        return team.lead()
                .doing(new PlanStep.ToolWork(0.3), new PlanStep.Fan(team.members(), false), new PlanStep.ToolWork(0.3));
    }

    private long refused(SimulatedAgent parent, PlanStep.Refusal refusal, long asked) {
        SimulatedAgent child = agentFactory.agent(parent, refusal.task(), false, "");
        recorder.emit(asked, recorder.delegations().spawnRequested(parent, child));
        toolCalls.recordCall(parent, asked);
        long answeredAt;
        if (refusal.kind() == SpawnFailure.OTHER) {
            recorder.emit(asked + 20, recorder.delegations().spawnPermissionRequested(parent, child));
            recorder.emit(asked + 30, recorder.payloads().notified("permission_prompt"));
            answeredAt = asked + 40 + recorder.scaled(SimulationParameters.PERMISSION_MS);
        } else {
            recorder.emit(
                    asked + 40,
                    recorder.delegations().spawnRefused(parent, child, RefusalMessages.error(refusal.kind(), child)));
            answeredAt = asked + 80;
        }
        recorder.emit(answeredAt, recorder.delegations().spawnsAnswered(parent, List.of(child)));
        boolean silent = refusal.kind() == SpawnFailure.OTHER;
        recorder.truth()
                .refused(
                        child.toolUseId(),
                        agentFactory.truth(parent),
                        child.type(),
                        silent ? null : refusal.kind(),
                        asked,
                        silent ? answeredAt : asked + 40);
        return answeredAt + 20;
    }

    private long linked(SimulatedAgent agent, PlanStep.LinkedClient linked, long at) {
        ClientEnvironment outer = recorder.client().environment();
        // the client's shell, and the start of its own program
        long shell = outer.pid() + 11;
        List<Long> above = new ArrayList<>(List.of(shell, outer.pid()));
        above.addAll(outer.ancestors());
        ClientEnvironment inner = new ClientEnvironment(
                outer.source(), linked.session().project(), outer.host(), outer.user(), shell + 1, above, true);
        SessionRecorder other = recorder.linkedSession(inner);
        String prompt = linked.session().turns().getFirst().prompt();
        return toolCalls.shell(agent, at, "claude -p '" + prompt + "' --output-format json", started -> {
            long first = started + 300;
            long end = new SessionSimulator(other).play(linked.session(), first);
            other.truth().startedBy(recorder.truth(), agentFactory.truth(agent), first);
            recorder.add(other.parts());
            return end;
        });
    }
}
