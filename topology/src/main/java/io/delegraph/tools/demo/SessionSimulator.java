package io.delegraph.tools.demo;

import io.delegraph.tools.demo.plan.ExpectedFinding;
import io.delegraph.tools.demo.plan.Incident;
import io.delegraph.tools.demo.plan.PlannedOrchestration;
import io.delegraph.tools.demo.plan.PlannedTurn;
import io.delegraph.tools.demo.plan.SessionPlan;
import io.delegraph.tools.simulation.SimulatedAgent;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Simulates a session's turns: prompts, the root's work, its stops, and notifications between them. */
final class SessionSimulator {
    private static final Pattern COMMAND = Pattern.compile("^/([\\w:]+)\\s+(.*)$");

    private final SessionRecorder recorder;
    private final StepSimulator steps;

    SessionSimulator(SessionRecorder recorder) {
        this.recorder = recorder;
        this.steps = new StepSimulator(recorder);
    }

    /** Returns the time of the session's last own hook, epoch ms. */
    long play(SessionPlan plan, long startAt) {
        recorder.emit(startAt, recorder.payloads().sessionStart());
        recorder.truth().startedAt(startAt);
        long now = startAt + 90;
        long turnAt = now;
        for (int i = 0; i < plan.turns().size(); i++) {
            turnAt = now;
            now = turn(plan.turns().get(i), now);
            boolean last = i == plan.turns().size() - 1 && plan.incident() == null;
            now = between(now, last ? Long.MAX_VALUE - 1 : now + recorder.scaled(SimulationParameters.PERSON_MS));
        }
        if (plan.incident() != null) {
            now = incident(plan.incident(), now);
        }
        switch (plan.end()) {
            case CLOSED -> {
                now += recorder.scaled(SimulationParameters.PERSON_MS);
                recorder.emit(now, recorder.payloads().sessionEnd("prompt_input_exit"));
                recorder.truth().closed(now);
            }
            case LEFT_OPEN -> {}
            case KILLED ->
                recorder.kill(turnAt, 0.2 + 0.6 * recorder.scenarioRandom().nextDouble());
        }
        return now;
    }

    private long incident(Incident incident, long at) {
        recorder.client().setMode(SimulatedAgent.ROOT, incident.mode());
        long worked = turn(incident.turn(), at);
        recorder.client().setMode(SimulatedAgent.ROOT, "default");
        long now = between(worked, Long.MAX_VALUE - 1);
        long known = recorder.knownAt();
        for (ExpectedFinding finding : incident.findings()) {
            recorder.truth()
                    .finding(steps.agentFactory().id(finding.agent()), finding.rule(), finding.severity(), known);
        }
        return now;
    }

    private long turn(PlannedTurn turn, long at) {
        recorder.emitPrompt(at, recorder.payloads().prompt(turn.prompt()));
        String promptId = Objects.requireNonNull(recorder.client().promptId(), "a prompt was just submitted");
        recorder.truth().turn(promptId);
        Matcher command = COMMAND.matcher(turn.prompt());
        if (command.matches()) {
            recorder.emit(at + 10, recorder.payloads().promptExpanded(command.group(1), command.group(2)));
        }
        long worked = steps.play(SimulatedAgent.ROOT, turn.steps(), at + 100);
        if (!steps.foreground().interrupted()) {
            // an interrupted turn has no Stop
            stop(worked);
        }
        recorder.truth().workflow(promptId, PlannedOrchestration.orchestration(turn.steps()), turn.pattern(), worked);
        return worked;
    }

    /** Simulates the time until the next prompt, or while agents run in the background. Returns its end, epoch ms. */
    private long between(long stoppedAt, long nextPrompt) {
        long now = stoppedAt;
        for (Optional<Long> stopAt = steps.backgroundAgents().notifyRoot(now, nextPrompt);
                stopAt.isPresent();
                stopAt = steps.backgroundAgents().notifyRoot(now, nextPrompt)) {
            now = stopAt.get();
            stop(now);
        }
        return nextPrompt == Long.MAX_VALUE - 1 ? now : Math.max(nextPrompt, now + 100);
    }

    private void stop(long at) {
        recorder.emit(at, recorder.payloads().stop(steps.backgroundAgents().runningAt(at)));
        recorder.truth().stopped(at);
    }
}
