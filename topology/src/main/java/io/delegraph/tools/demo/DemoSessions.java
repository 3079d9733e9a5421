package io.delegraph.tools.demo;

import io.delegraph.schemas.event.Sources;
import io.delegraph.tools.demo.plan.IncidentCatalogue;
import io.delegraph.tools.demo.plan.Scenarios;
import io.delegraph.tools.demo.plan.SessionPlan;
import io.delegraph.tools.simulation.ClientEnvironment;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The sessions in the order of their start. Contents and durations depend on the seed; ids and texts also on the start, so that a repeated
 * demo has other sessions.
 */
final class DemoSessions implements Iterator<DemoSession> {
    /** Invented hosts, so that a demo's processes are not mixed with those of real clients. */
    private static final List<String> HOSTS = List.of("demo-ada", "demo-grace", "demo-linus", "demo-ci");

    private static final List<String> USERS = List.of("ada", "grace", "linus", "ci");

    private final DemoSettings settings;
    private final TimeScale tempo;
    private final Random arrivals;
    private final long origin;
    private long nextAt;
    private int generated;

    /** The first session begins at {@code origin}, epoch ms. */
    DemoSessions(DemoSettings settings, long origin) {
        this.settings = settings;
        this.tempo = new TimeScale(settings.speed());
        this.arrivals = random(-1, 0);
        this.origin = origin;
        this.nextAt = origin;
    }

    /** When the next session begins, epoch ms; {@link Long#MAX_VALUE} when there is none. */
    long nextAt() {
        return hasNext() ? nextAt : Long.MAX_VALUE;
    }

    @Override
    public boolean hasNext() {
        return settings.sessions() == null || generated < settings.sessions();
    }

    @Override
    public DemoSession next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the last session has begun");
        }
        Random random = random(generated, 0);
        Random textRandom = random(generated, origin);
        SessionPlan plan = plan(random);
        SessionRecorder recorder =
                new SessionRecorder(random, textRandom, tempo, environment(plan, random, textRandom));
        new SessionSimulator(recorder).play(plan, nextAt);
        generated++;
        // exponential gaps: sessions begin independently of each other
        double minutes = -Math.log(1 - arrivals.nextDouble()) / settings.rate();
        nextAt += tempo.of(minutes * TimeUnit.MINUTES.toMillis(1));
        return new DemoSession(recorder.parts());
    }

    /** The other sessions are the same with and without incidents. */
    private SessionPlan plan(Random random) {
        SessionPlan plan = Scenarios.draw(random);
        Random incidents = random(generated, 1);
        return incidents.nextDouble() < settings.incidents()
                ? plan.with(IncidentCatalogue.draw(incidents, plan.project()))
                : plan;
    }

    private static ClientEnvironment environment(SessionPlan plan, Random random, Random textRandom) {
        int person = random.nextInt(HOSTS.size());
        long pid = 1_000L + textRandom.nextInt(4_000_000);
        return new ClientEnvironment(
                Sources.DEMO,
                plan.project(),
                HOSTS.get(person),
                USERS.get(person),
                pid,
                List.of(pid - 7, 1L),
                plan.script());
    }

    private Random random(long number, long salt) {
        return new Random((settings.seed() * 0x9E3779B97F4A7C15L + number) * 0xBF58476D1CE4E5B9L + salt);
    }
}
