package io.delegraph.tools.demo.plan;

import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Draws a session's plan: every strategy, orchestration and kind of failure occurs, simple ones more often. */
public final class Scenarios {
    /** Percentage of sessions without a hook script, of killed ones, of ones left open. Chosen to be visible, not measured. */
    private static final int WITHOUT_SCRIPT_PERCENT = 12;

    private static final int KILLED_PERCENT = 4;
    private static final int LEFT_OPEN_PERCENT = 10;

    private final Random random;
    private final TaskCatalogue words;
    private final List<Supplier<PlannedTurn>> catalogue;

    private Scenarios(Random random) {
        this.random = random;
        this.words = new TaskCatalogue(random);
        // the most frequent scenarios of real sessions are listed twice: one agent, or two or three in parallel
        this.catalogue = List.of(
                this::specialist,
                this::specialist,
                this::fan,
                this::fan,
                this::solo,
                this::pipeline,
                this::reviewLoop,
                this::waves,
                this::team,
                this::background,
                this::conversation,
                this::watched,
                this::trouble,
                this::refusals,
                this::permissions,
                this::interrupted);
    }

    /** The same state of {@code random} gives the same plan. */
    public static SessionPlan draw(Random random) {
        return new Scenarios(random).session();
    }

    private SessionPlan session() {
        int lot = random.nextInt(100);
        if (random.nextInt(12) == 0) {
            return new SessionPlan(words.project(), true, List.of(linked()), SessionPlan.SessionEnding.CLOSED);
        }
        List<PlannedTurn> turns = Stream.generate(() -> words.any(catalogue).get())
                .limit(1 + random.nextInt(2))
                .toList();
        boolean script = lot >= WITHOUT_SCRIPT_PERCENT || turns.stream().anyMatch(Scenarios::unansweredCall);
        SessionPlan.SessionEnding end = random.nextInt(100) < KILLED_PERCENT
                ? SessionPlan.SessionEnding.KILLED
                : random.nextInt(100) < LEFT_OPEN_PERCENT
                        ? SessionPlan.SessionEnding.LEFT_OPEN
                        : SessionPlan.SessionEnding.CLOSED;
        return new SessionPlan(words.project(), script, turns, end);
    }

    /** Without the script such a call and a child of its type would be mistaken for each other until more is known. */
    private static boolean unansweredCall(PlannedTurn turn) {
        return turn.steps().stream()
                .anyMatch(step -> step instanceof PlanStep.Refusal refusal && refusal.kind() == SpawnFailure.OTHER);
    }

    private PlannedTurn turn(String prompt, String pattern, PlanStep... steps) {
        List<PlanStep> all = new ArrayList<>(List.of(new PlanStep.ToolWork(0.1)));
        all.addAll(Arrays.asList(steps));
        return new PlannedTurn(prompt, pattern, all);
    }

    private PlannedTurn solo() {
        return turn("Rename the config keys and fix the call sites.", "solo", new PlanStep.ToolWork(0.6));
    }

    private PlannedTurn specialist() {
        return turn(
                "Find out why the nightly import is slow, then fix it.",
                "specialist",
                new PlanStep.Delegate(words.any(List.of(words.search(), words.check(), words.plan()))),
                new PlanStep.ToolWork(0.2));
    }

    private PlannedTurn fan() {
        return turn(
                "Look at this from several sides. --delegate auto --concurrency 5",
                "fan-out",
                new PlanStep.Fan(several(words::search), random.nextInt(3) == 0),
                new PlanStep.ToolWork(0.1));
    }

    private PlannedTurn pipeline() {
        return turn(
                "/sc:task add rate limiting to the public API --sequential",
                "pipeline",
                new PlanStep.Sequence(List.of(words.plan(), words.build(), words.check())));
    }

    private PlannedTurn reviewLoop() {
        return turn(
                "Improve the error messages until the reviewer is content. --loop --iterations 3",
                "review-loop",
                new PlanStep.ReviewLoop(words.build(), words.check(), 2 + random.nextInt(2)));
    }

    private PlannedTurn waves() {
        List<PlanStep.Fan> fans = Stream.<Supplier<PlannedTask>>of(words::search, words::build, words::check)
                .map(kind -> new PlanStep.Fan(several(kind), false))
                .toList();
        return turn(
                "/spawn modernise the checkout --wave-mode force --wave-strategy systematic --wave-delegation tasks",
                "wave",
                new PlanStep.FanSequence(fans));
    }

    private PlannedTurn team() {
        PlannedTask lead = PlannedTask.of(
                words.any(List.of("general-purpose", "tech-lead")),
                "Lead the orders rework",
                ExpectedOutcome.COORDINATION);
        List<PlannedTask> members = new ArrayList<>(several(words::build));
        if (random.nextInt(2) == 0) {
            PlanStep tooDeep = new PlanStep.Refusal(words.check(), SpawnFailure.DEPTH_LIMIT);
            members.set(0, members.getFirst().doing(new PlanStep.ToolWork(0.5), tooDeep, new PlanStep.ToolWork(0.2)));
        }
        return turn(
                "Rework orders end to end; split it up as you see fit. --delegate folders",
                "hierarchical-team",
                new PlanStep.DelegateTeam(lead, members),
                new PlanStep.Delegate(words.check()));
    }

    private PlannedTurn background() {
        List<PlannedTask> tasks = new ArrayList<>(several(words::search));
        if (random.nextInt(3) == 0) {
            tasks.set(0, tasks.getFirst().ending(words.any(List.of(Ending.STOP_LOST, Ending.FAILS))));
        }
        return turn(
                "Start these in the background and go on. --parallel",
                "background-fan",
                new PlanStep.LaunchBackground(tasks),
                new PlanStep.ToolWork(0.3));
    }

    private PlannedTurn conversation() {
        return turn(
                "Keep one helper on the import and ask it again when it reports.",
                "conversation",
                new PlanStep.LaunchBackground(List.of(words.build().resumed(1 + random.nextInt(2)))),
                new PlanStep.ToolWork(0.2));
    }

    private PlannedTurn watched() {
        return turn(
                "Watch the build while you fix the test; stop watching when it is green.",
                "watcher",
                new PlanStep.LaunchBackground(List.of(words.watch().ending(Ending.STOPPED), words.search())),
                new PlanStep.ToolWork(0.4),
                new PlanStep.StopBackground(),
                new PlanStep.ToolWork(0.1));
    }

    private PlannedTurn trouble() {
        Ending first = words.any(List.of(Ending.FAILS, Ending.STOP_LOST, Ending.END_LOST));
        return turn(
                "Try again what failed last night.",
                "trouble",
                new PlanStep.Delegate(words.search().ending(first)),
                new PlanStep.Delegate(words.build()),
                new PlanStep.ToolWork(0.1));
    }

    private PlannedTurn refusals() {
        PlannedTask unknown =
                PlannedTask.of("no-such-agent", "Translate the release notes", ExpectedOutcome.IMPLEMENTATION);
        return turn(
                "Use as many helpers as it takes. --concurrency 15",
                "refusals",
                new PlanStep.Refusal(unknown, SpawnFailure.UNKNOWN_TYPE),
                new PlanStep.LaunchBackground(several(words::search)),
                new PlanStep.Refusal(
                        words.check(), words.any(List.of(SpawnFailure.CONCURRENCY_LIMIT, SpawnFailure.BUDGET))),
                new PlanStep.ToolWork(0.2));
    }

    private PlannedTurn permissions() {
        PlannedTask careful = words.build()
                .doing(
                        new PlanStep.ToolWork(0.4),
                        new PlanStep.Permission(random.nextInt(3) > 0),
                        new PlanStep.ToolWork(0.4));
        PlanStep declined = new PlanStep.Refusal(words.check(), SpawnFailure.OTHER);
        return turn(
                "Deploy to staging when the tests pass.",
                "permission",
                new PlanStep.Delegate(careful),
                random.nextBoolean() ? declined : new PlanStep.Permission(true),
                new PlanStep.ToolWork(0.1));
    }

    private PlannedTurn interrupted() {
        return turn(
                "Rewrite the parser.",
                "interrupted",
                new PlanStep.Delegate(words.build().ending(Ending.INTERRUPTED)));
    }

    private PlannedTurn linked() {
        PlannedTurn inner =
                turn("Summarise the open pull requests.", "fan-out", new PlanStep.Fan(several(words::search), false));
        SessionPlan client = new SessionPlan(words.project(), true, List.of(inner), SessionPlan.SessionEnding.CLOSED);
        PlannedTask starter = words.build()
                .doing(new PlanStep.ToolWork(0.2), new PlanStep.LinkedClient(client), new PlanStep.ToolWork(0.2));
        return turn(
                "Let another client look at it in its own checkout.", "linked-client", new PlanStep.Delegate(starter));
    }

    /** Mostly two or three, up to seven: the maximum in one message of real sessions. */
    private List<PlannedTask> several(Supplier<PlannedTask> kind) {
        int count = random.nextInt(8) == 0 ? 4 + random.nextInt(4) : 2 + random.nextInt(2);
        return Stream.generate(kind).limit(count).toList();
    }
}
