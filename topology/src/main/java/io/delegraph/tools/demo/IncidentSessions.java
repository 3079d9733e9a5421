package io.delegraph.tools.demo;

import io.delegraph.schemas.event.Sources;
import io.delegraph.tools.demo.plan.Incident;
import io.delegraph.tools.demo.plan.IncidentCatalogue;
import io.delegraph.tools.demo.plan.SessionPlan;
import io.delegraph.tools.simulation.ClientEnvironment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** A session for each entry of the catalogue of incidents, with nothing else in it. */
public final class IncidentSessions {
    private static final String PROJECT = "checkout";

    private IncidentSessions() {}

    /** Their events, each session's labels before its hooks. The same seed gives the same sessions, which begin at {@code startedAt}, epoch ms. */
    public static Iterator<DemoEvent> of(long seed, long startedAt) {
        Random random = new Random(seed);
        List<DemoEvent> events = new ArrayList<>();
        for (Incident incident : IncidentCatalogue.all(random, PROJECT)) {
            DemoSession session = session(incident, random, startedAt);
            events.add(new DemoEvent.LabelsKnown(session.labels(Long.MAX_VALUE)));
            session.hooks().forEach(hook -> events.add(new DemoEvent.HookDue(hook)));
        }
        return events.iterator();
    }

    private static DemoSession session(Incident incident, Random random, long startedAt) {
        ClientEnvironment environment = new ClientEnvironment(
                Sources.DEMO, PROJECT, "demo-ada", "ada", 1_000L, List.of(1L), random.nextBoolean());
        SessionRecorder recorder = new SessionRecorder(random, random, new TimeScale(1), environment);
        SessionPlan plan = new SessionPlan(PROJECT, environment.script(), List.of(), SessionPlan.SessionEnding.CLOSED);
        new SessionSimulator(recorder).play(plan.with(incident), startedAt);
        return new DemoSession(recorder.parts());
    }
}
