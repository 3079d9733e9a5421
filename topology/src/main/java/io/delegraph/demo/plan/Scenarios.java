package io.delegraph.demo.plan;

import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Draws a session's plan: every strategy, orchestration and kind of trouble comes up, the plain ones more often. */
public final class Scenarios {
    /** How many of 100 sessions have no hook script, are killed, are left open. Chosen to be seen, not measured. */
    private static final int BARE = 12;

    private static final int KILLED = 4;
    private static final int LEFT_OPEN = 10;

    private final Random random;
    private final Wording words;
    private final List<Supplier<Turn>> catalogue;

    private Scenarios(Random random) {
        this.random = random;
        this.words = new Wording(random);
        // listed twice what real sessions do most: one agent, or two or three side by side
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

    /** The same for the same state of {@code random}. */
    public static SessionPlan draw(Random random) {
        return new Scenarios(random).session();
    }

    private SessionPlan session() {
        int lot = random.nextInt(100);
        if (random.nextInt(12) == 0) {
            return new SessionPlan(words.project(), true, List.of(linked()), SessionPlan.End.CLOSED);
        }
        List<Turn> turns = Stream.generate(() -> words.any(catalogue).get())
                .limit(1 + random.nextInt(2))
                .toList();
        boolean script = lot >= BARE || turns.stream().anyMatch(Scenarios::unansweredCall);
        SessionPlan.End end = random.nextInt(100) < KILLED
                ? SessionPlan.End.KILLED
                : random.nextInt(100) < LEFT_OPEN ? SessionPlan.End.LEFT_OPEN : SessionPlan.End.CLOSED;
        return new SessionPlan(words.project(), script, turns, end);
    }

    /** Without the script such a call and a child of its type would be taken for each other until more is known. */
    private static boolean unansweredCall(Turn turn) {
        return turn.steps().stream()
                .anyMatch(step -> step instanceof Step.Refusal refusal && refusal.kind() == SpawnFailure.OTHER);
    }

    private Turn turn(String prompt, String pattern, Step... steps) {
        List<Step> all = new ArrayList<>(List.of(new Step.Work(0.1)));
        all.addAll(Arrays.asList(steps));
        return new Turn(prompt, pattern, all);
    }

    private Turn solo() {
        return turn("Rename the config keys and fix the call sites.", "solo", new Step.Work(0.6));
    }

    private Turn specialist() {
        return turn(
                "Find out why the nightly import is slow, then fix it.",
                "specialist",
                new Step.Delegate(words.any(List.of(words.search(), words.check(), words.plan()))),
                new Step.Work(0.2));
    }

    private Turn fan() {
        return turn(
                "Look at this from several sides. --delegate auto --concurrency 5",
                "fan-out",
                new Step.Fan(several(words::search), random.nextInt(3) == 0),
                new Step.Work(0.1));
    }

    private Turn pipeline() {
        return turn(
                "/sc:task add rate limiting to the public API --sequential",
                "pipeline",
                new Step.Sequence(List.of(words.plan(), words.build(), words.check())));
    }

    private Turn reviewLoop() {
        return turn(
                "Improve the error messages until the reviewer is content. --loop --iterations 3",
                "review-loop",
                new Step.Loop(words.build(), words.check(), 2 + random.nextInt(2)));
    }

    private Turn waves() {
        List<Step.Fan> fans = Stream.<Supplier<Task>>of(words::search, words::build, words::check)
                .map(kind -> new Step.Fan(several(kind), false))
                .toList();
        return turn(
                "/spawn modernise the checkout --wave-mode force --wave-strategy systematic --wave-delegation tasks",
                "wave",
                new Step.Wave(fans));
    }

    private Turn team() {
        Task lead = Task.of(
                words.any(List.of("general-purpose", "tech-lead")),
                "Lead the orders rework",
                ExpectedOutcome.COORDINATION);
        List<Task> members = new ArrayList<>(several(words::build));
        if (random.nextInt(2) == 0) {
            Step tooDeep = new Step.Refusal(words.check(), SpawnFailure.DEPTH_LIMIT);
            members.set(0, members.getFirst().doing(new Step.Work(0.5), tooDeep, new Step.Work(0.2)));
        }
        return turn(
                "Rework orders end to end; split it up as you see fit. --delegate folders",
                "hierarchical-team",
                new Step.Team(lead, members),
                new Step.Delegate(words.check()));
    }

    private Turn background() {
        List<Task> tasks = new ArrayList<>(several(words::search));
        if (random.nextInt(3) == 0) {
            tasks.set(0, tasks.getFirst().ending(words.any(List.of(Ending.STOP_LOST, Ending.FAILS))));
        }
        return turn(
                "Start these in the background and go on. --parallel",
                "background-fan",
                new Step.Background(tasks),
                new Step.Work(0.3));
    }

    private Turn conversation() {
        return turn(
                "Keep one helper on the import and ask it again when it reports.",
                "conversation",
                new Step.Background(List.of(words.build().resumed(1 + random.nextInt(2)))),
                new Step.Work(0.2));
    }

    private Turn watched() {
        return turn(
                "Watch the build while you fix the test; stop watching when it is green.",
                "watcher",
                new Step.Background(List.of(words.watch().ending(Ending.STOPPED), words.search())),
                new Step.Work(0.4),
                new Step.StopBackground(),
                new Step.Work(0.1));
    }

    private Turn trouble() {
        Ending first = words.any(List.of(Ending.FAILS, Ending.STOP_LOST, Ending.END_LOST));
        return turn(
                "Try again what failed last night.",
                "trouble",
                new Step.Delegate(words.search().ending(first)),
                new Step.Delegate(words.build()),
                new Step.Work(0.1));
    }

    private Turn refusals() {
        Task unknown = Task.of("no-such-agent", "Translate the release notes", ExpectedOutcome.IMPLEMENTATION);
        return turn(
                "Use as many helpers as it takes. --concurrency 15",
                "refusals",
                new Step.Refusal(unknown, SpawnFailure.UNKNOWN_TYPE),
                new Step.Background(several(words::search)),
                new Step.Refusal(
                        words.check(), words.any(List.of(SpawnFailure.CONCURRENCY_LIMIT, SpawnFailure.BUDGET))),
                new Step.Work(0.2));
    }

    private Turn permissions() {
        Task careful =
                words.build().doing(new Step.Work(0.4), new Step.Permission(random.nextInt(3) > 0), new Step.Work(0.4));
        Step declined = new Step.Refusal(words.check(), SpawnFailure.OTHER);
        return turn(
                "Deploy to staging when the tests pass.",
                "permission",
                new Step.Delegate(careful),
                random.nextBoolean() ? declined : new Step.Permission(true),
                new Step.Work(0.1));
    }

    private Turn interrupted() {
        return turn(
                "Rewrite the parser.",
                "interrupted",
                new Step.Delegate(words.build().ending(Ending.INTERRUPTED)));
    }

    private Turn linked() {
        Turn inner = turn("Summarise the open pull requests.", "fan-out", new Step.Fan(several(words::search), false));
        SessionPlan client = new SessionPlan(words.project(), true, List.of(inner), SessionPlan.End.CLOSED);
        Task starter = words.build().doing(new Step.Work(0.2), new Step.LinkedClient(client), new Step.Work(0.2));
        return turn("Let another client look at it in its own checkout.", "linked-client", new Step.Delegate(starter));
    }

    /** Two or three mostly, up to seven: the most that real sessions were seen to ask for in one message. */
    private List<Task> several(Supplier<Task> kind) {
        int count = random.nextInt(8) == 0 ? 4 + random.nextInt(4) : 2 + random.nextInt(2);
        return Stream.generate(kind).limit(count).toList();
    }
}
