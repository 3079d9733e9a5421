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
     * A run.
     *
     * @param call that caused it
     * @param result its last words, if it has any
     * @param tokens of its last model request
     * @param endAt {@link Long#MAX_VALUE} while nobody stops it
     * @param lastAt its own last word, epoch ms
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
            runs(agent, truth, agent.toolUseId(), task.ending(), task.resumes(), started, worked);
            end = Math.max(end, launched);
        }
        recorder.emit(end + 30, recorder.delegations().spawnsAnswered(SimulatedAgent.ROOT, agents));
        return end + 50;
    }

    private void runs(
            SimulatedAgent agent, AgentTruth truth, String call, Ending ending, int resumes, long began, long worked) {
        long last = worked;
        long end = worked;
        String result = recorder.client().text().words(80);
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

    /** Those that run at a moment, as the root's Stop lists them. */
    List<SimulatedAgent> runningAt(long moment) {
        return running.stream()
                .filter(it -> it.began <= moment && it.endAt > moment)
                .map(BackgroundRun::agent)
                .toList();
    }

    /** The root stops those that would not end by themselves. */
    long stopAll(long at) {
        long now = at;
        for (BackgroundRun it : List.copyOf(running)) {
            if (it.ending == Ending.STOPPED) {
                running.remove(it);
                now = Math.max(now, it.lastAt) + recorder.scaled(SimulationParameters.THINKING_MS);
                String call = recorder.client().newToolUseId();
                recorder.emit(now, recorder.delegations().stopRequested(it.agent, call));
                recorder.emit(now + 40, recorder.delegations().stopAnswered(it.agent, call));
                it.truth.ended(AgentState.KILLED, now + 40, now + 40);
                recorder.emitPrompt(
                        now + 80,
                        recorder.payloads()
                                .notification(
                                        it.agent, it.call, "killed", "", it.tokens, calls(it, now), now - it.began));
                now += 100;
            }
        }
        return now;
    }

    /** The run that ends first, by {@code latest}. */
    private Optional<BackgroundRun> next(long latest) {
        return running.stream()
                .filter(it -> it.endAt <= latest)
                .min(Comparator.comparingLong(BackgroundRun::endAt).thenComparing(it -> it.agent.id()));
    }

    /**
     * Tells the root, whose turn is over, of the next run that ends by {@code latest}. Returns when it has dealt with that and is to stop
     * again, epoch ms; empty when there is none.
     */
    Optional<Long> notifyRoot(long now, long latest) {
        return next(latest).map(run -> {
            running.remove(run);
            long told = Math.max(now, run.endAt) + 100;
            boolean failed = run.ending == Ending.FAILS;
            recorder.emitPrompt(
                    told,
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
                run.truth.ended(AgentState.COMPLETED, run.endAt, told);
            }
            long worked = steps.play(SimulatedAgent.ROOT, List.of(new PlanStep.ToolWork(0.05)), told);
            return run.resumes > 0 ? resume(run, worked) : worked;
        });
    }

    /** A message to an agent that has stopped: it runs once more. */
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
        runs(run.agent, run.truth, call, Ending.COMPLETES, run.resumes - 1, asked + 30, worked);
        return asked + 60;
    }
}
