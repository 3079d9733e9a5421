package io.delegraph.tools.demo;

import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.tools.demo.TokenSpending.SpentTokens;
import io.delegraph.tools.demo.plan.Ending;
import io.delegraph.tools.demo.plan.PlanStep;
import io.delegraph.tools.demo.plan.PlannedTask;
import io.delegraph.tools.demo.truth.AgentTruth;
import io.delegraph.tools.simulation.SimulatedAgent;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Background agents: the root launches, resumes and stops them, and is notified when they end. */
final class BackgroundAgents {
    private final SessionRecorder recorder;
    private final AgentFactory agentFactory;
    private final StepSimulator steps;
    private final List<BackgroundRun> running = new ArrayList<>();

    BackgroundAgents(SessionRecorder recorder, AgentFactory cast, StepSimulator acts) {
        this.recorder = recorder;
        this.agentFactory = cast;
        this.steps = acts;
    }

    /**
     * A run of a background agent.
     *
     * @param call that caused it
     * @param result its last words, if any
     * @param tokens of its last model request
     * @param endAt {@link Long#MAX_VALUE} until it is stopped
     * @param lastAt time of its last event, epoch ms
     */
    @RecordBuilder
    record BackgroundRun(
            SimulatedAgent agent,
            AgentTruth truth,
            String call,
            Ending ending,
            String result,
            long tokens,
            int resumes,
            long began,
            long lastAt,
            long endAt) {
        static BackgroundAgentsBackgroundRunBuilder builder() {
            return BackgroundAgentsBackgroundRunBuilder.builder();
        }
    }

    long launch(List<PlannedTask> tasks, long at) {
        List<SimulatedAgent> agents = new ArrayList<>();
        long end = at;
        for (PlannedTask task : tasks) {
            SimulatedAgent agent = agentFactory.agent(SimulatedAgent.ROOT, task, true, "");
            agents.add(agent);
            long asked = at + recorder.scenarioRandom().nextInt(10);
            recorder.emit(asked, recorder.delegations().spawnRequested(SimulatedAgent.ROOT, agent));
            long started = asked + 30 + recorder.scenarioRandom().nextInt(40);
            recorder.emit(started, recorder.payloads().agentStarted(agent));
            AgentTruth truth = agentFactory.starts(agent, task, asked, started);
            // before or after the start
            long launched = asked + 20 + recorder.scenarioRandom().nextInt(60);
            recorder.emit(launched, recorder.delegations().spawnLaunched(SimulatedAgent.ROOT, agent));
            truth.setEdgeKnown(launched);
            long worked = steps.play(agent, task.steps(), Math.max(started, launched) + 50);
            runs(agent, truth, agent.toolUseId(), task.ending(), steps.result(task), task.resumes(), started, worked);
            end = Math.max(end, launched);
        }
        recorder.emit(end + 30, recorder.delegations().spawnsAnswered(SimulatedAgent.ROOT, agents));
        return end + 50;
    }

    private void runs(
            SimulatedAgent agent,
            AgentTruth truth,
            String call,
            Ending ending,
            String result,
            int resumes,
            long began,
            long worked) {
        long last = worked;
        long end = worked;
        SpentTokens spent = steps.spending().ended(agent, worked);
        truth.setTokens(spent.tokens(), ending == Ending.COMPLETES ? (Long) worked : null);
        switch (ending) {
            case COMPLETES -> {
                recorder.emit(end, recorder.payloads().agentStopped(agent, result, spent.all()));
                truth.ended(AgentState.COMPLETED, end, end);
                truth.messages().result(result.length(), end);
            }
            case FAILS -> {
                recorder.emit(end, recorder.payloads().agentFailed(agent));
                truth.ended(AgentState.FAILED, end, end);
            }
            case STOPPED -> {
                last = steps.toolCalls().callWithoutEnd(agent, worked);
                end = Long.MAX_VALUE;
            }
            case STOP_LOST -> truth.messages().result(result.length(), end);
            case INTERRUPTED, END_LOST ->
                throw new IllegalArgumentException("a background agent does not end " + ending);
        }
        running.add(BackgroundRun.builder()
                .agent(agent)
                .truth(truth)
                .call(call)
                .ending(ending)
                .result(result)
                .tokens(spent.lastTokens())
                .resumes(resumes)
                .began(began)
                .lastAt(last)
                .endAt(end)
                .build());
    }

    private int calls(BackgroundRun run, long moment) {
        return recorder.truth().calls(run.agent.id(), moment);
    }

    /** The agents that run at a moment, as in the list of the root's Stop. */
    List<SimulatedAgent> runningAt(long moment) {
        return running.stream()
                .filter(run -> run.began <= moment && run.endAt > moment)
                .map(BackgroundRun::agent)
                .toList();
    }

    /** The root stops the agents that would not end by themselves. */
    long stopAll(long at) {
        long now = at;
        for (BackgroundRun run : List.copyOf(running)) {
            if (run.ending == Ending.STOPPED) {
                running.remove(run);
                now = Math.max(now, run.lastAt) + recorder.scaled(SimulationParameters.THINKING_MS);
                String call = recorder.client().newToolUseId();
                recorder.emit(now, recorder.delegations().stopRequested(run.agent, call));
                recorder.emit(now + 40, recorder.delegations().stopAnswered(run.agent, call));
                run.truth.ended(AgentState.KILLED, now + 40, now + 40);
                recorder.emitPrompt(
                        now + 80,
                        recorder.payloads()
                                .notification(
                                        run.agent,
                                        run.call,
                                        "killed",
                                        "",
                                        run.tokens,
                                        calls(run, now),
                                        now - run.began));
                now += 100;
            }
        }
        return now;
    }

    /** The run that ends first, if by {@code latest}. */
    private Optional<BackgroundRun> next(long latest) {
        return running.stream()
                .filter(run -> run.endAt <= latest)
                .min(Comparator.comparingLong(BackgroundRun::endAt).thenComparing(run -> run.agent.id()));
    }

    /**
     * Notifies the idle root of the next run that ends by {@code latest}. Returns when the root has processed it and is to stop again,
     * epoch ms; empty when there is none.
     */
    Optional<Long> notifyRoot(long now, long latest) {
        return next(latest).map(run -> {
            running.remove(run);
            long notifiedAt = Math.max(now, run.endAt) + 100;
            boolean failed = run.ending == Ending.FAILS;
            recorder.emitPrompt(
                    notifiedAt,
                    recorder.payloads()
                            .notification(
                                    run.agent,
                                    run.call,
                                    failed ? "failed" : "completed",
                                    failed ? "" : run.result,
                                    run.tokens,
                                    calls(run, run.endAt),
                                    run.endAt - run.began));
            if (run.ending == Ending.STOP_LOST) {
                run.truth.ended(AgentState.COMPLETED, run.endAt, notifiedAt);
            }
            long worked = steps.play(SimulatedAgent.ROOT, List.of(new PlanStep.ToolWork(0.05)), notifiedAt);
            return run.resumes > 0 ? resume(run, worked) : worked;
        });
    }

    /** A message that resumes an agent which has stopped. */
    private long resume(BackgroundRun run, long at) {
        long asked = at + recorder.scaled(SimulationParameters.THINKING_MS);
        String call = recorder.client().newToolUseId();
        String message = recorder.client().text().words(40);
        recorder.emit(asked, recorder.delegations().messageSent(run.agent, call, message));
        recorder.emit(asked + 30, recorder.delegations().messageAnswered(run.agent, call, message));
        run.truth.messages().message(message.length(), asked);
        recorder.emit(asked + 40, recorder.payloads().agentStarted(run.agent));
        run.truth.resumed(asked + 30);
        long worked = steps.play(run.agent, List.of(new PlanStep.ToolWork(0.5)), asked + 90);
        runs(
                run.agent,
                run.truth,
                call,
                Ending.COMPLETES,
                recorder.client().text().words(80),
                run.resumes - 1,
                asked + 30,
                worked);
        return asked + 60;
    }
}
