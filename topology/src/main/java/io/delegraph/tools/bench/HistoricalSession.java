package io.delegraph.tools.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.event.Sources;
import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.simulation.ClientEnvironment;
import io.delegraph.tools.simulation.DelegationHooks;
import io.delegraph.tools.simulation.SessionHooks;
import io.delegraph.tools.simulation.SimulatedAgent;
import io.delegraph.tools.simulation.SimulatedClient;
import io.delegraph.tools.simulation.ToolCall;
import io.delegraph.tools.simulation.UntimedHook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A session in a large organisation, with few hooks: its prompts delegate in waves, and some agents delegate again. There are many
 * projects, users and agent types, and a few of them do most of the work.
 */
final class HistoricalSession {
    private static final int PROJECTS = 40;
    private static final int USERS = 25;
    private static final int OWN_TYPES = 48;
    private static final List<String> TYPES =
            List.of("general-purpose", "Explore", "Plan", "code-reviewer", "test-runner", "docs-writer");
    private static final List<String> FLAGS = List.of(
            " --delegate files --concurrency 5",
            " --wave-mode auto --wave-strategy systematic",
            " --loop --iterations 3",
            " --delegate auto --wave-mode force --wave-strategy progressive");

    private final Random random;
    private final SimulatedClient client;
    private final SessionHooks payloads;
    private final DelegationHooks delegations;
    private final List<ScheduledHook> timed = new ArrayList<>();
    private int agents;

    private record ScheduledHook(long at, UntimedHook hook) {}

    private HistoricalSession(Random random) {
        this.random = random;
        this.client = new SimulatedClient(random, environment(random));
        this.payloads = new SessionHooks(client, random);
        this.delegations = new DelegationHooks(client, random);
    }

    /** The same number gives the same session except for its times; {@code startAt} in epoch ms. */
    static HistoricalSession of(long number, long startAt) {
        HistoricalSession session = new HistoricalSession(new Random(number * 0x9E3779B97F4A7C15L));
        session.play(startAt);
        return session;
    }

    private static ClientEnvironment environment(Random random) {
        int dice = random.nextInt(20);
        String source = dice < 15 ? Sources.CLAUDE_CODE : dice < 18 ? Sources.DEMO : "another-client";
        long pid = 1_000L + random.nextInt(4_000_000);
        return new ClientEnvironment(
                source,
                "project-" + skewedIndex(random, PROJECTS),
                "devbox-" + random.nextInt(USERS),
                "dev" + skewedIndex(random, USERS),
                pid,
                List.of(pid - 7, 1L),
                true);
    }

    private static int skewedIndex(Random random, int bound) {
        double share = random.nextDouble();
        return (int) (share * share * share * bound);
    }

    private void play(long startAt) {
        long now = startAt;
        emit(now, payloads.sessionStart());
        for (int prompts = 1 + random.nextInt(3); prompts > 0; prompts--) {
            now += 1_000 + random.nextInt(60_000);
            String flags = random.nextInt(8) == 0 ? FLAGS.get(random.nextInt(FLAGS.size())) : "";
            emit(now, payloads.prompt(client.text().words(12) + flags));
            for (int waves = 1 + random.nextInt(3); waves > 0; waves--) {
                now = wave(SimulatedAgent.ROOT, now + 2_000, 1 + random.nextInt(4)) + 3_000;
            }
            emit(now, payloads.stop(List.of()));
        }
        emit(now + 500, payloads.sessionEnd("other"));
        timed.sort(Comparator.comparingLong(ScheduledHook::at));
    }

    /** Runs agents in parallel. Returns when the last has answered, epoch ms. */
    private long wave(SimulatedAgent parent, long at, int size) {
        long end = at;
        for (int i = 0; i < size; i++) {
            end = Math.max(end, delegate(parent, at + i));
        }
        return end;
    }

    private long delegate(SimulatedAgent parent, long at) {
        agents++;
        int own = skewedIndex(random, TYPES.size() + OWN_TYPES);
        String type = own < TYPES.size() ? TYPES.get(own) : "team-agent-" + own;
        SimulatedAgent child = new SimulatedAgent(
                "a" + client.text().hex(16),
                type,
                parent,
                parent.depth() + 1,
                client.newToolUseId(),
                client.text().words(3),
                client.text().words(12),
                false);
        emit(at, delegations.spawnRequested(parent, child));
        int fate = random.nextInt(25);
        if (fate == 0) {
            emit(at + 5, delegations.spawnRefused(parent, child, "Agent type '" + type + "' not found"));
            return at + 5;
        }
        emit(at + 30, payloads.agentStarted(child));
        ToolCall call = read(child);
        emit(at + 2_000, call.started());
        emit(at + 2_100, call.failed(100));
        long end = at + 10_000 + random.nextInt(300_000);
        if (parent.isRoot() && random.nextInt(6) == 0) {
            end = wave(child, at + 5_000, 1 + random.nextInt(3)) + 4_000;
        }
        if (fate == 1) {
            emit(end, payloads.agentFailed(child));
            emit(end + 2, delegations.spawnFailed(parent, child));
            return end + 2;
        }
        String result = client.text().words(10);
        ObjectNode usage = client.usage();
        emit(end, payloads.agentStopped(child, result, usage));
        emit(end + 10, delegations.spawnCompleted(parent, child, end - at, 1, result, usage));
        return end + 10;
    }

    private ToolCall read(SimulatedAgent agent) {
        return new ToolCall(
                client,
                random,
                agent,
                "Read",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("file_path", client.text().path()));
    }

    /** Another tool call of the root. */
    Hook anotherCall(long at) {
        return read(SimulatedAgent.ROOT).started().at(at);
    }

    private void emit(long at, UntimedHook hook) {
        timed.add(new ScheduledHook(at, hook));
    }

    /** Number of requested delegations. */
    int agents() {
        return agents;
    }

    long length() {
        return timed.getLast().at - timed.getFirst().at;
    }

    /** The hooks as an import would send them, so that no agent is alive. */
    List<Hook> imported() {
        return hooks(Long.MAX_VALUE).stream()
                .map(hook -> new Hook(
                        hook.id(),
                        hook.sessionId(),
                        hook.at(),
                        "{\"history\":true," + hook.envelope().substring(1)))
                .toList();
    }

    /** The hooks that have fired by a moment, in time order. */
    List<Hook> hooks(long until) {
        return timed.stream()
                .filter(timedHook -> timedHook.at <= until)
                .map(timedHook -> timedHook.hook.at(timedHook.at))
                .toList();
    }
}
