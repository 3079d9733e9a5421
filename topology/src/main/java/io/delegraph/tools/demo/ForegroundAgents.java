package io.delegraph.tools.demo;

import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.tools.demo.TokenSpending.SpentTokens;
import io.delegraph.tools.demo.plan.Ending;
import io.delegraph.tools.demo.plan.PlanStep;
import io.delegraph.tools.demo.plan.PlannedTask;
import io.delegraph.tools.demo.truth.AgentTruth;
import io.delegraph.tools.demo.truth.Pause;
import io.delegraph.tools.simulation.SimulatedAgent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Agents that their parent waits for. Each method returns when the parent goes on, epoch ms. */
final class ForegroundAgents {
    /** From the request to the child's start, ms: 30 to 90 in recordings of the client; agents of one message start in any order. */
    private static final int START_MS = 30;

    private static final int START_SPREAD_MS = 60;

    /** From the child's stop to the answer of its call, ms: 60 to 90 in recordings. */
    private static final int ANSWER_MS = 70;

    private final SessionRecorder recorder;
    private final AgentFactory agentFactory;
    private final StepSimulator steps;
    private final Set<SimulatedAgent> flagged = new HashSet<>();
    private boolean interrupted;
    private int unreported;

    ForegroundAgents(SessionRecorder recorder, AgentFactory cast, StepSimulator acts) {
        this.recorder = recorder;
        this.agentFactory = cast;
        this.steps = acts;
    }

    /** Whether a person has interrupted since the last call. */
    boolean interrupted() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    /** The result of one agent. */
    private record Done(AgentTruth truth, String result, long at) {}

    long fan(SimulatedAgent parent, PlanStep.Fan fan, long at) {
        String shared =
                fan.peers() ? ".claude/plans/" + recorder.client().text().words(1) + ".md" : null;
        List<SimulatedAgent> children = new ArrayList<>();
        List<Done> done = new ArrayList<>();
        for (PlannedTask task : fan.tasks()) {
            PlannedTask own =
                    shared == null ? task : task.doing(new PlanStep.UseFile("Edit", shared), new PlanStep.ToolWork(1));
            SimulatedAgent child = agentFactory.agent(parent, own, false, "");
            children.add(child);
            done.add(perform(parent, child, own, at + recorder.scenarioRandom().nextInt(10)));
        }
        for (int i = 1; fan.peers() && i < done.size(); i++) {
            for (int j = 0; j < i; j++) {
                done.get(i).truth.addPeer(done.get(j).truth);
            }
        }
        return answered(
                parent, children, at, done.stream().mapToLong(Done::at).max().orElse(at));
    }

    long sequence(SimulatedAgent parent, List<PlannedTask> tasks, long at) {
        long now = at;
        Done before = null;
        String file = null;
        for (PlannedTask task : tasks) {
            List<PlanStep> steps = new ArrayList<>(task.steps());
            if (file != null) {
                steps.addFirst(new PlanStep.UseFile("Read", file));
            }
            file = ".claude/plans/" + recorder.client().text().words(1) + ".md";
            steps.add(new PlanStep.UseFile("Write", file));
            PlannedTask own = task.doing(steps.toArray(PlanStep[]::new));
            SimulatedAgent child = agentFactory.agent(parent, own, false, before == null ? "" : before.result);
            Done done = perform(parent, child, own, now);
            if (before != null) {
                done.truth.addHandOffFrom(before.truth);
            }
            before = done;
            now = answered(parent, List.of(child), now, done.at) + recorder.scaled(SimulationParameters.THINKING_MS);
        }
        return now;
    }

    /** Ends the message with these calls: unless a person has ended it, the client fires a hook. */
    private long answered(SimulatedAgent parent, List<SimulatedAgent> children, long asked, long at) {
        if (!interrupted) {
            recorder.emit(at + 40, recorder.delegations().spawnsAnswered(parent, children, flagged));
        }
        steps.toolCalls().recordPause(parent, Pause.WaitedFor.CHILDREN, asked, at + 60);
        return at + 60;
    }

    private Done perform(SimulatedAgent parent, SimulatedAgent child, PlannedTask task, long asked) {
        recorder.emit(asked, recorder.delegations().spawnRequested(parent, child));
        steps.toolCalls().recordCall(parent, asked);
        long started = asked + START_MS + recorder.scenarioRandom().nextInt(START_SPREAD_MS);
        recorder.emit(started, recorder.payloads().agentStarted(child));
        AgentTruth truth = agentFactory.starts(child, task, asked, started);
        long worked = steps.play(child, task.steps(), started + 50);
        String result = steps.result(task);
        if (task.traits().flagged()) {
            flagged.add(child);
        }
        unreported = task.traits().unreported();
        return new Done(truth, result, ends(parent, child, task.ending(), truth, asked, worked, result));
    }

    private long ends(
            SimulatedAgent parent,
            SimulatedAgent child,
            Ending ending,
            AgentTruth truth,
            long asked,
            long at,
            String result) {
        long answer = at + ANSWER_MS;
        SpentTokens spent = steps.spending().ended(child, at);
        switch (ending) {
            case COMPLETES -> {
                recorder.emit(at, recorder.payloads().agentStopped(child, result, spent.all()));
                answer(parent, child, truth, asked, answer, result, spent);
                truth.ended(AgentState.COMPLETED, at, at);
                truth.setTokens(spent.tokens(), at);
                truth.messages().result(result.length(), at);
            }
            case STOP_LOST -> {
                answer(parent, child, truth, asked, answer, result, spent);
                truth.ended(AgentState.COMPLETED, at, answer);
                truth.setTokens(spent.tokens(), null);
                truth.messages().result(result.length(), at);
            }
            case END_LOST -> {
                truth.ended(AgentState.COMPLETED, at, null);
                truth.setTokens(spent.tokens(), null);
                truth.messages().result(result.length(), at);
            }
            case FAILS -> {
                recorder.emit(at, recorder.payloads().agentFailed(child));
                recorder.emit(at + 2, recorder.delegations().spawnFailed(parent, child));
                truth.ended(AgentState.FAILED, at, at);
                truth.setTokens(spent.tokens(), null);
            }
            case INTERRUPTED -> {
                interrupted = true;
                answer = steps.toolCalls().callWithoutEnd(child, at)
                        + recorder.scaled(SimulationParameters.PERMISSION_MS);
                recorder.emit(answer, recorder.delegations().spawnInterrupted(parent, child, answer - asked));
                // the failed call does not name the agent: only the agent's note identifies it
                truth.ended(
                        AgentState.KILLED,
                        answer,
                        recorder.client().environment().script() ? (Long) answer : null);
                truth.setTokens(spent.tokens(), null);
            }
            case STOPPED -> throw new IllegalArgumentException("only a background agent can be stopped");
        }
        return answer;
    }

    private void answer(
            SimulatedAgent parent,
            SimulatedAgent child,
            AgentTruth truth,
            long asked,
            long at,
            String result,
            SpentTokens spent) {
        int calls = recorder.truth().calls(child.id(), at) + unreported;
        recorder.emit(
                at,
                recorder.delegations().spawnCompleted(parent, child, at - asked, calls, result, spent.lastRequest()));
        truth.setEdgeKnown(at);
    }
}
