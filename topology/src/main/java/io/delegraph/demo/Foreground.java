package io.delegraph.demo;

import io.delegraph.demo.Spending.Spent;
import io.delegraph.demo.plan.Ending;
import io.delegraph.demo.plan.Step;
import io.delegraph.demo.plan.Task;
import io.delegraph.demo.truth.AgentTruth;
import io.delegraph.demo.truth.Pause;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.simulation.Agent;
import java.util.ArrayList;
import java.util.List;

/** Agents that their parent waits for. Each method returns when the parent goes on, epoch ms. */
final class Foreground {
    /** From the request to the child's start, ms: 30 to 90 in recordings of the client; those of one message start in any order. */
    private static final int START_MS = 30;

    private static final int START_SPREAD_MS = 60;

    /** From the child's stop to the answer of its call, ms: 60 to 90 in recordings. */
    private static final int ANSWER_MS = 70;

    private final Stage stage;
    private final Cast cast;
    private final Acts acts;
    private boolean interrupted;

    Foreground(Stage stage, Cast cast, Acts acts) {
        this.stage = stage;
        this.cast = cast;
        this.acts = acts;
    }

    /** Whether a person interrupted since it was asked last. */
    boolean interrupted() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    /** What came of one agent. */
    private record Done(AgentTruth truth, String result, long at) {}

    long fan(Agent parent, Step.Fan fan, long at) {
        String shared = fan.peers() ? "src/shared/" + stage.client().text().words(1) + ".md" : null;
        List<Agent> children = new ArrayList<>();
        List<Done> done = new ArrayList<>();
        for (Task task : fan.tasks()) {
            Task own = shared == null ? task : task.doing(new Step.Touch("Edit", shared), new Step.Work(1));
            Agent child = cast.agent(parent, own, false, "");
            children.add(child);
            done.add(perform(parent, child, own, at + stage.dice().nextInt(10)));
        }
        for (int i = 1; fan.peers() && i < done.size(); i++) {
            for (int j = 0; j < i; j++) {
                done.get(i).truth.worksWith(done.get(j).truth);
            }
        }
        return answered(
                parent, children, at, done.stream().mapToLong(Done::at).max().orElse(at));
    }

    long sequence(Agent parent, List<Task> tasks, long at) {
        long now = at;
        Done before = null;
        String file = null;
        for (Task task : tasks) {
            List<Step> steps = new ArrayList<>(task.steps());
            if (file != null) {
                steps.addFirst(new Step.Touch("Read", file));
            }
            file = "notes/" + stage.client().text().words(1) + ".md";
            steps.add(new Step.Touch("Write", file));
            Task own = task.doing(steps.toArray(Step[]::new));
            Agent child = cast.agent(parent, own, false, before == null ? "" : before.result);
            Done done = perform(parent, child, own, now);
            if (before != null) {
                done.truth.goesOnFrom(before.truth);
            }
            before = done;
            now = answered(parent, List.of(child), now, done.at) + stage.lasting(Figures.THINKING_MS);
        }
        return now;
    }

    /** The answers of one message's calls are in: unless a person has ended it, the client says so. */
    private long answered(Agent parent, List<Agent> children, long asked, long at) {
        if (!interrupted) {
            stage.emit(at + 40, stage.delegations().spawnsAnswered(parent, children));
        }
        acts.toil().stoodStill(parent, Pause.For.CHILDREN, asked, at + 60);
        return at + 60;
    }

    private Done perform(Agent parent, Agent child, Task task, long asked) {
        stage.emit(asked, stage.delegations().spawnRequested(parent, child));
        acts.toil().called(parent, asked);
        long started = asked + START_MS + stage.dice().nextInt(START_SPREAD_MS);
        stage.emit(started, stage.payloads().agentStarted(child));
        AgentTruth truth = cast.starts(child, task, asked, started);
        long worked = acts.play(child, task.steps(), started + 50);
        String result = stage.client().text().words(80);
        return new Done(truth, result, ends(parent, child, task.ending(), truth, asked, worked, result));
    }

    private long ends(Agent parent, Agent child, Ending ending, AgentTruth truth, long asked, long at, String result) {
        long answer = at + ANSWER_MS;
        Spent spent = acts.spending().ended(child, at);
        switch (ending) {
            case COMPLETES -> {
                stage.emit(at, stage.payloads().agentStopped(child, result, spent.all()));
                answer(parent, child, truth, asked, answer, result, spent);
                truth.ended(AgentState.COMPLETED, at, at);
                truth.used(spent.tokens(), at);
                truth.exchange().result(result.length(), at);
            }
            case STOP_LOST -> {
                answer(parent, child, truth, asked, answer, result, spent);
                truth.ended(AgentState.COMPLETED, at, answer);
                truth.used(spent.tokens(), null);
                truth.exchange().result(result.length(), at);
            }
            case END_LOST -> {
                truth.ended(AgentState.COMPLETED, at, null);
                truth.used(spent.tokens(), null);
                truth.exchange().result(result.length(), at);
            }
            case FAILS -> {
                stage.emit(at, stage.payloads().agentFailed(child));
                stage.emit(at + 2, stage.delegations().spawnFailed(parent, child));
                truth.ended(AgentState.FAILED, at, at);
                truth.used(spent.tokens(), null);
            }
            case INTERRUPTED -> {
                interrupted = true;
                answer = acts.toil().open(child, at) + stage.lasting(Figures.PERMISSION_MS);
                stage.emit(answer, stage.delegations().spawnInterrupted(parent, child, answer - asked));
                // the failed call does not name the agent: only its note tells which one it was
                truth.ended(AgentState.KILLED, answer, stage.client().seat().script() ? (Long) answer : null);
                truth.used(spent.tokens(), null);
            }
            case STOPPED -> throw new IllegalArgumentException("only a background agent can be stopped");
        }
        return answer;
    }

    private void answer(Agent parent, Agent child, AgentTruth truth, long asked, long at, String result, Spent spent) {
        int calls = stage.truth().calls(child.id(), at);
        stage.emit(at, stage.delegations().spawnCompleted(parent, child, at - asked, calls, result, spent.last()));
        truth.named(at);
    }
}
