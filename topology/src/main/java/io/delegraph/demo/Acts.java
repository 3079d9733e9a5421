package io.delegraph.demo;

import io.delegraph.demo.plan.Step;
import io.delegraph.demo.plan.Task;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.simulation.Agent;
import io.delegraph.simulation.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Simulates the steps of agents; each agent has its own clock. */
final class Acts {
    private final Stage stage;
    private final Cast cast;
    private final Toil toil;
    private final Spending spending;
    private final Foreground foreground;
    private final Backstage backstage;

    Acts(Stage stage) {
        this.stage = stage;
        this.cast = new Cast(stage);
        this.toil = new Toil(stage);
        this.spending = new Spending(stage);
        this.foreground = new Foreground(stage, cast, this);
        this.backstage = new Backstage(stage, cast, this);
    }

    Toil toil() {
        return toil;
    }

    Spending spending() {
        return spending;
    }

    Foreground foreground() {
        return foreground;
    }

    Backstage backstage() {
        return backstage;
    }

    /** Returns when the agent is done, epoch ms. */
    long play(Agent agent, List<Step> steps, long at) {
        long now = at;
        for (Step step : steps) {
            now = act(agent, step, now);
        }
        return now;
    }

    private long act(Agent agent, Step step, long at) {
        return switch (step) {
            case Step.Work work -> toil.work(agent, at, work.share());
            case Step.Touch touch -> toil.touch(agent, at, touch.tool(), touch.file());
            case Step.Permission permission -> toil.permission(agent, at, permission.granted());
            case Step.Delegate one -> foreground.fan(agent, new Step.Fan(List.of(one.task()), false), thought(at));
            case Step.Fan fan -> foreground.fan(agent, fan, thought(at));
            case Step.Sequence sequence -> foreground.sequence(agent, sequence.tasks(), thought(at));
            case Step.Loop loop -> foreground.sequence(agent, rounds(loop), thought(at));
            case Step.Wave wave -> wave(agent, wave, at);
            case Step.Team team -> foreground.fan(agent, new Step.Fan(List.of(led(team)), false), thought(at));
            case Step.Background background -> backstage.launch(background.tasks(), thought(at));
            case Step.StopBackground ignored -> backstage.stopAll(at);
            case Step.Refusal refusal -> refused(agent, refusal, thought(at));
            case Step.LinkedClient linked -> linked(agent, linked, at);
        };
    }

    private long thought(long at) {
        return at + stage.lasting(Figures.THINKING_MS);
    }

    private long wave(Agent agent, Step.Wave wave, long at) {
        long now = at;
        for (Step.Fan fan : wave.fans()) {
            now = toil.work(agent, foreground.fan(agent, fan, thought(now)), 0.05);
        }
        return now;
    }

    private static List<Task> rounds(Step.Loop loop) {
        return Stream.generate(() -> List.of(loop.maker(), loop.checker()))
                .limit(loop.rounds())
                .flatMap(List::stream)
                .toList();
    }

    private static Task led(Step.Team team) {
        return team.lead().doing(new Step.Work(0.3), new Step.Fan(team.members(), false), new Step.Work(0.3));
    }

    private long refused(Agent parent, Step.Refusal refusal, long asked) {
        Agent child = cast.agent(parent, refusal.task(), false, "");
        stage.emit(asked, stage.delegations().spawnRequested(parent, child));
        toil.called(parent, asked);
        long told;
        if (refusal.kind() == SpawnFailure.OTHER) {
            stage.emit(asked + 20, stage.delegations().spawnPermissionRequested(parent, child));
            stage.emit(asked + 30, stage.payloads().notified("permission_prompt"));
            told = asked + 40 + stage.lasting(Figures.PERMISSION_MS);
        } else {
            stage.emit(
                    asked + 40, stage.delegations().spawnRefused(parent, child, Refusals.error(refusal.kind(), child)));
            told = asked + 80;
        }
        stage.emit(told, stage.delegations().spawnsAnswered(parent, List.of(child)));
        boolean silent = refusal.kind() == SpawnFailure.OTHER;
        stage.truth()
                .refused(
                        child.call(),
                        cast.truth(parent),
                        child.type(),
                        silent ? null : refusal.kind(),
                        asked,
                        silent ? told : asked + 40);
        return told + 20;
    }

    private long linked(Agent agent, Step.LinkedClient linked, long at) {
        Seat outer = stage.client().seat();
        // the client's shell, and its own program's start
        long shell = outer.pid() + 11;
        List<Long> above = new ArrayList<>(List.of(shell, outer.pid()));
        above.addAll(outer.ancestors());
        Seat inner = new Seat(
                outer.source(), linked.session().project(), outer.host(), outer.user(), shell + 1, above, true);
        Stage other = stage.beside(inner);
        String prompt = linked.session().turns().getFirst().prompt();
        return toil.shell(agent, at, "claude -p '" + prompt + "' --output-format json", started -> {
            long first = started + 300;
            long end = new SessionPlay(other).play(linked.session(), first);
            other.truth().startedBy(stage.truth(), cast.truth(agent), first);
            stage.add(other.parts());
            return end;
        });
    }
}
