package io.delegraph.demo;

import io.delegraph.demo.truth.SessionTruth;
import io.delegraph.replay.Hook;
import io.delegraph.simulation.Client;
import io.delegraph.simulation.Delegations;
import io.delegraph.simulation.Payloads;
import io.delegraph.simulation.Seat;
import io.delegraph.simulation.Unsent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Records one simulated session: its hooks with their times, its labels, and the sessions that it starts. */
final class Stage {
    private final Random dice;
    private final Random ink;
    private final Tempo tempo;
    private final Client client;
    private final Payloads payloads;
    private final Delegations delegations;
    private final SessionTruth truth;
    private final List<Fired> fired = new ArrayList<>();
    private final List<Story.Part> linked = new ArrayList<>();
    private long killedAt = Long.MAX_VALUE;

    private record Fired(long at, Unsent hook) {}

    /**
     * Empty.
     *
     * @param dice decides what happens and how long it takes
     * @param ink gives ids and texts
     */
    Stage(Random dice, Random ink, Tempo tempo, Seat seat) {
        this.dice = dice;
        this.ink = ink;
        this.tempo = tempo;
        this.client = new Client(ink, seat);
        this.payloads = new Payloads(client, ink);
        this.delegations = new Delegations(client, ink);
        this.truth = new SessionTruth(client.sessionId(), seat.script());
    }

    /** Another session of a client that runs on the same machine. */
    Stage beside(Seat seat) {
        return new Stage(dice, ink, tempo, seat);
    }

    Random dice() {
        return dice;
    }

    Random ink() {
        return ink;
    }

    Client client() {
        return client;
    }

    Payloads payloads() {
        return payloads;
    }

    Delegations delegations() {
        return delegations;
    }

    SessionTruth truth() {
        return truth;
    }

    /** A real duration, ms, scaled to the demo's speed. */
    long lasting(double ms) {
        return tempo.of(ms);
    }

    /** Drawn and {@link #lasting}. */
    long lasting(Quantiles quantiles) {
        return tempo.of(quantiles.draw(dice));
    }

    void emit(long at, Unsent hook) {
        fired.add(new Fired(at, hook));
    }

    /** A prompt: from then on it is the current one. */
    void emitPrompt(long at, Unsent prompt) {
        client.promptFrom(at);
        truth.prompted(at);
        emit(at, prompt);
    }

    /** A session that was started from this one. */
    void add(List<Story.Part> parts) {
        linked.addAll(parts);
    }

    /** Nothing fires any more after this share (0..1) of the time since {@code from}. */
    void kill(long from, double share) {
        long last = fired.stream().mapToLong(Fired::at).max().orElse(from);
        killedAt = from + Math.round((last - from) * share);
        truth.killedAt(killedAt);
    }

    /** This session and those that it started. */
    List<Story.Part> parts() {
        List<Hook> hooks = fired.stream()
                .filter(it -> it.at <= killedAt)
                .sorted(Comparator.comparingLong(Fired::at))
                .map(it -> it.hook.at(it.at))
                .toList();
        List<Story.Part> parts = new ArrayList<>(List.of(new Story.Part(hooks, truth)));
        parts.addAll(linked);
        return parts;
    }
}
