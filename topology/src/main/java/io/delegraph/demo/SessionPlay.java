package io.delegraph.demo;

import io.delegraph.demo.plan.Meaning;
import io.delegraph.demo.plan.SessionPlan;
import io.delegraph.demo.plan.Turn;
import io.delegraph.simulation.Agent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays a session's turns: prompts, the root's work, its stops, and what it is told between them. */
final class SessionPlay {
    private static final Pattern COMMAND = Pattern.compile("^/([\\w:]+)\\s+(.*)$");

    private final Stage stage;
    private final Acts acts;

    SessionPlay(Stage stage) {
        this.stage = stage;
        this.acts = new Acts(stage);
    }

    /** Returns the moment of the last hook that the session fires by itself, epoch ms. */
    long play(SessionPlan plan, long startAt) {
        stage.emit(startAt, stage.payloads().sessionStart());
        stage.truth().startedAt(startAt);
        long now = startAt + 90;
        long turnAt = now;
        for (int i = 0; i < plan.turns().size(); i++) {
            turnAt = now;
            now = turn(plan.turns().get(i), now);
            boolean last = i == plan.turns().size() - 1;
            now = between(now, last ? Long.MAX_VALUE - 1 : now + stage.lasting(Figures.PERSON_MS));
        }
        switch (plan.end()) {
            case CLOSED -> {
                now += stage.lasting(Figures.PERSON_MS);
                stage.emit(now, stage.payloads().sessionEnd("prompt_input_exit"));
                stage.truth().closed(now);
            }
            case LEFT_OPEN -> {}
            case KILLED -> stage.kill(turnAt, 0.2 + 0.6 * stage.dice().nextDouble());
        }
        return now;
    }

    private long turn(Turn turn, long at) {
        stage.emitPrompt(at, stage.payloads().prompt(turn.prompt()));
        String promptId = stage.client().promptId();
        stage.truth().turn(promptId);
        Matcher command = COMMAND.matcher(turn.prompt());
        if (command.matches()) {
            stage.emit(at + 10, stage.payloads().promptExpanded(command.group(1), command.group(2)));
        }
        long worked = acts.play(Agent.ROOT, turn.steps(), at + 100);
        if (!acts.foreground().interrupted()) {
            // an interrupted turn has no Stop
            stop(worked);
        }
        stage.truth().workflow(promptId, Meaning.orchestration(turn.steps()), turn.pattern(), worked);
        return worked;
    }

    /** Until the next prompt, or for as long as agents run in the background. Returns when that is over, epoch ms. */
    private long between(long stoppedAt, long nextPrompt) {
        long now = stoppedAt;
        for (Optional<Long> told = acts.backstage().tell(now, nextPrompt);
                told.isPresent();
                told = acts.backstage().tell(now, nextPrompt)) {
            now = told.get();
            stop(now);
        }
        return nextPrompt == Long.MAX_VALUE - 1 ? now : Math.max(nextPrompt, now + 100);
    }

    private void stop(long at) {
        stage.emit(at, stage.payloads().stop(acts.backstage().runningAt(at)));
        stage.truth().stopped(at);
    }
}
