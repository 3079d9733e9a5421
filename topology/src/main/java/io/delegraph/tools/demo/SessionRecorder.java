package io.delegraph.tools.demo;

import io.delegraph.tools.demo.truth.SessionTruth;
import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.simulation.ClientEnvironment;
import io.delegraph.tools.simulation.DelegationHooks;
import io.delegraph.tools.simulation.SessionHooks;
import io.delegraph.tools.simulation.SimulatedClient;
import io.delegraph.tools.simulation.UntimedHook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Records one simulated session: its hooks with their times, its labels, and the sessions that it starts. */
final class SessionRecorder {
    /** The silence that is found, as {@code limits.silence} of the policies has it by default. */
    private static final long SILENCE_MS = 540_000;

    private final Random scenarioRandom;
    private final Random textRandom;
    private final TimeScale tempo;
    private final SimulatedClient client;
    private final SessionHooks payloads;
    private final DelegationHooks delegations;
    private final SessionTruth truth;
    private final List<Fired> fired = new ArrayList<>();
    private final List<DemoSession.SessionPart> linked = new ArrayList<>();
    private long killedAt = Long.MAX_VALUE;
    private boolean silent;

    private record Fired(long at, UntimedHook hook) {}

    /**
     * An empty recorder.
     *
     * @param random decides what happens and its duration
     * @param textRandom generates ids and texts
     */
    SessionRecorder(Random random, Random textRandom, TimeScale tempo, ClientEnvironment environment) {
        this.scenarioRandom = random;
        this.textRandom = textRandom;
        this.tempo = tempo;
        this.client = new SimulatedClient(textRandom, environment);
        this.payloads = new SessionHooks(client, textRandom);
        this.delegations = new DelegationHooks(client, textRandom);
        this.truth = new SessionTruth(client.sessionId(), environment.script());
    }

    /** A recorder for another session of a client on the same machine. */
    SessionRecorder linkedSession(ClientEnvironment environment) {
        return new SessionRecorder(scenarioRandom, textRandom, tempo, environment);
    }

    Random scenarioRandom() {
        return scenarioRandom;
    }

    Random textRandom() {
        return textRandom;
    }

    SimulatedClient client() {
        return client;
    }

    SessionHooks payloads() {
        return payloads;
    }

    DelegationHooks delegations() {
        return delegations;
    }

    SessionTruth truth() {
        return truth;
    }

    /** A real duration, ms, scaled to the demo's speed. */
    long scaled(double ms) {
        return tempo.of(ms);
    }

    /** A drawn duration, {@link #scaled}. */
    long scaled(QuantileFunction quantiles) {
        return tempo.of(quantiles.draw(scenarioRandom));
    }

    void emit(long at, UntimedHook hook) {
        fired.add(new Fired(at, hook));
    }

    /** Emits a prompt, which becomes the current one. */
    void emitPrompt(long at, UntimedHook prompt) {
        client.promptFrom(at);
        truth.prompted(at);
        emit(at, prompt);
    }

    /** Adds a session that was started from this one. */
    void add(List<DemoSession.SessionPart> parts) {
        linked.addAll(parts);
    }

    /** Removes all hooks after this share (0..1) of the time since {@code from}. */
    void kill(long from, double share) {
        long last = fired.stream().mapToLong(Fired::at).max().orElse(from);
        killedAt = from + Math.round((last - from) * share);
        truth.killedAt(killedAt);
    }

    /** No hook is sent from this moment on, although the session goes on. */
    void silence(long at) {
        killedAt = at - 1;
        truth.killedAt(killedAt);
        silent = true;
    }

    /** When everything that has happened is known, epoch ms: with the latest hook that is recorded, or after a silence that is long enough. */
    long knownAt() {
        return silent
                ? killedAt + SILENCE_MS
                : fired.stream().mapToLong(Fired::at).max().orElseThrow();
    }

    /** This session and those that were started from it. */
    List<DemoSession.SessionPart> parts() {
        List<Hook> hooks = fired.stream()
                .filter(hook -> hook.at <= killedAt)
                .sorted(Comparator.comparingLong(Fired::at))
                .map(firedHook -> firedHook.hook.at(firedHook.at))
                .toList();
        List<DemoSession.SessionPart> parts = new ArrayList<>(List.of(new DemoSession.SessionPart(hooks, truth)));
        parts.addAll(linked);
        return parts;
    }
}
