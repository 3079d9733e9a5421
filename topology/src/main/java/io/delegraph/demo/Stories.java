package io.delegraph.demo;

import io.delegraph.demo.plan.Scenarios;
import io.delegraph.demo.plan.SessionPlan;
import io.delegraph.schemas.event.Sources;
import io.delegraph.simulation.Seat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * One story after the other, as they begin. Stories and durations depend on the seed; ids and texts on the start too, so that a demo that
 * is played again is not taken for the same sessions.
 */
final class Stories implements Iterator<Story> {
    /** Of their own: a demo's processes must not be taken for those of real clients. */
    private static final List<String> HOSTS = List.of("demo-ada", "demo-grace", "demo-linus", "demo-ci");

    private static final List<String> USERS = List.of("ada", "grace", "linus", "ci");

    private final DemoSettings settings;
    private final Tempo tempo;
    private final Random arrivals;
    private final long origin;
    private long nextAt;
    private int told;

    /** The first begins at {@code origin}, epoch ms. */
    Stories(DemoSettings settings, long origin) {
        this.settings = settings;
        this.tempo = new Tempo(settings.speed());
        this.arrivals = random(-1, 0);
        this.origin = origin;
        this.nextAt = origin;
    }

    /** When the next one begins, epoch ms; {@link Long#MAX_VALUE} when there is none. */
    long nextAt() {
        return hasNext() ? nextAt : Long.MAX_VALUE;
    }

    @Override
    public boolean hasNext() {
        return settings.sessions() == null || told < settings.sessions();
    }

    @Override
    public Story next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all stories are told");
        }
        Random dice = random(told, 0);
        Random ink = random(told, origin);
        SessionPlan plan = Scenarios.draw(dice);
        Stage stage = new Stage(dice, ink, tempo, seat(plan, dice, ink));
        new SessionPlay(stage).play(plan, nextAt);
        told++;
        // exponential gaps: sessions begin independently of each other
        double minutes = -Math.log(1 - arrivals.nextDouble()) / settings.rate();
        nextAt += tempo.of(minutes * TimeUnit.MINUTES.toMillis(1));
        return new Story(stage.parts());
    }

    private static Seat seat(SessionPlan plan, Random dice, Random ink) {
        int person = dice.nextInt(HOSTS.size());
        long pid = 1_000L + ink.nextInt(4_000_000);
        return new Seat(
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
