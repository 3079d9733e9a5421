package io.delegraph.demo;

import io.delegraph.demo.Spending.Spent;
import io.delegraph.demo.plan.Ending;
import io.delegraph.demo.plan.Step;
import io.delegraph.demo.plan.Task;
import io.delegraph.demo.truth.AgentTruth;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.simulation.Agent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Background agents: the root launches, resumes and stops them, and is notified when they end. */
final class Backstage {
    private final Stage stage;
    private final Cast cast;
    private final Acts acts;
    private final List<Running> running = new ArrayList<>();

    Backstage(Stage stage, Cast cast, Acts acts) {
        this.stage = stage;
        this.cast = cast;
        this.acts = acts;
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
    private record Running(
            Agent agent,
            AgentTruth truth,
            String call,
            Ending ending,
            String result,
            long tokens,
            int resumes,
            long began,
            long lastAt,
            long endAt) {}

    long launch(List<Task> tasks, long at) {
        List<Agent> agents = new ArrayList<>();
        long end = at;
        for (Task task : tasks) {
            Agent agent = cast.agent(Agent.ROOT, task, true, "");
            agents.add(agent);
            long asked = at + stage.dice().nextInt(10);
            stage.emit(asked, stage.delegations().spawnRequested(Agent.ROOT, agent));
            long started = asked + 30 + stage.dice().nextInt(40);
            stage.emit(started, stage.payloads().agentStarted(agent));
            AgentTruth truth = cast.starts(agent, task, asked, started);
            // before or after the start
            long launched = asked + 20 + stage.dice().nextInt(60);
            stage.emit(launched, stage.delegations().spawnLaunched(Agent.ROOT, agent));
            truth.named(launched);
            long worked = acts.play(agent, task.steps(), Math.max(started, launched) + 50);
            runs(agent, truth, agent.call(), task.ending(), task.resumes(), started, worked);
            end = Math.max(end, launched);
        }
        stage.emit(end + 30, stage.delegations().spawnsAnswered(Agent.ROOT, agents));
        return end + 50;
    }

    private void runs(Agent agent, AgentTruth truth, String call, Ending ending, int resumes, long began, long worked) {
        long last = worked;
        long end = worked;
        String result = stage.client().text().words(80);
        Spent spent = acts.spending().ended(agent, worked);
        truth.used(spent.tokens(), ending == Ending.COMPLETES ? (Long) worked : null);
        switch (ending) {
            case COMPLETES -> {
                stage.emit(end, stage.payloads().agentStopped(agent, result, spent.all()));
                truth.ended(AgentState.COMPLETED, end, end);
                truth.exchange().result(result.length(), end);
            }
            case FAILS -> {
                stage.emit(end, stage.payloads().agentFailed(agent));
                truth.ended(AgentState.FAILED, end, end);
            }
            case STOPPED -> {
                last = acts.toil().open(agent, worked);
                end = Long.MAX_VALUE;
            }
            case STOP_LOST -> truth.exchange().result(result.length(), end);
            case INTERRUPTED, END_LOST ->
                throw new IllegalArgumentException("a background agent does not end " + ending);
        }
        running.add(new Running(agent, truth, call, ending, result, spent.lastTokens(), resumes, began, last, end));
    }

    private int calls(Running run, long moment) {
        return stage.truth().calls(run.agent.id(), moment);
    }

    /** Those that run at a moment, as the root's Stop lists them. */
    List<Agent> runningAt(long moment) {
        return running.stream()
                .filter(it -> it.began <= moment && it.endAt > moment)
                .map(Running::agent)
                .toList();
    }

    /** The root stops those that would not end by themselves. */
    long stopAll(long at) {
        long now = at;
        for (Running it : List.copyOf(running)) {
            if (it.ending == Ending.STOPPED) {
                running.remove(it);
                now = Math.max(now, it.lastAt) + stage.lasting(Figures.THINKING_MS);
                String call = stage.client().newCall();
                stage.emit(now, stage.delegations().stopRequested(it.agent, call));
                stage.emit(now + 40, stage.delegations().stopAnswered(it.agent, call));
                it.truth.ended(AgentState.KILLED, now + 40, now + 40);
                stage.emitPrompt(
                        now + 80,
                        stage.payloads()
                                .notification(
                                        it.agent, it.call, "killed", "", it.tokens, calls(it, now), now - it.began));
                now += 100;
            }
        }
        return now;
    }

    /** The run that ends first, by {@code latest}. */
    private Optional<Running> next(long latest) {
        return running.stream()
                .filter(it -> it.endAt <= latest)
                .min(Comparator.comparingLong(Running::endAt).thenComparing(it -> it.agent.id()));
    }

    /**
     * Tells the root, whose turn is over, of the next run that ends by {@code latest}. Returns when it has dealt with that and is to stop
     * again, epoch ms; empty when there is none.
     */
    Optional<Long> tell(long now, long latest) {
        return next(latest).map(run -> {
            running.remove(run);
            long told = Math.max(now, run.endAt) + 100;
            boolean failed = run.ending == Ending.FAILS;
            stage.emitPrompt(
                    told,
                    stage.payloads()
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
            long worked = acts.play(Agent.ROOT, List.of(new Step.Work(0.05)), told);
            return run.resumes > 0 ? resume(run, worked) : worked;
        });
    }

    /** A message to an agent that has stopped: it runs once more. */
    private long resume(Running run, long at) {
        long asked = at + stage.lasting(Figures.THINKING_MS);
        String call = stage.client().newCall();
        String message = stage.client().text().words(40);
        stage.emit(asked, stage.delegations().messageSent(run.agent, call, message));
        stage.emit(asked + 30, stage.delegations().messageAnswered(run.agent, call, message));
        run.truth.exchange().message(message.length(), asked);
        stage.emit(asked + 40, stage.payloads().agentStarted(run.agent));
        run.truth.resumed(asked + 30);
        long worked = acts.play(run.agent, List.of(new Step.Work(0.5)), asked + 90);
        runs(run.agent, run.truth, call, Ending.COMPLETES, run.resumes - 1, asked + 30, worked);
        return asked + 60;
    }
}
