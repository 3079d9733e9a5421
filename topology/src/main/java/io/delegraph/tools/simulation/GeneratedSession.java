package io.delegraph.tools.simulation;

import io.delegraph.tools.replay.Hook;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One simulated session: a prompt, and agents that delegate to agents in the foreground and in the background, some of them resumed,
 * refused or failing. No security rule finds anything in it, as in most real sessions.
 *
 * @param hooks in the order in which they fire
 * @param agents number of started agents, without the root
 * @param toolCalls number of tool calls, without those that delegate
 */
public record GeneratedSession(String sessionId, List<Hook> hooks, int agents, int toolCalls) {
    public GeneratedSession {
        hooks = List.copyOf(hooks);
    }

    /**
     * A session with 5 to 15 agents and about 20 tool calls each.
     *
     * @param number distinguishes sessions of one seed
     * @param startAt epoch ms; everything except the times depends on seed and number only
     */
    public static GeneratedSession of(long seed, long number, long startAt) {
        Random random = random(seed, number);
        return new SessionGenerator(random, 5 + random.nextInt(11), startAt).play();
    }

    /** A session with exactly this number of agents, none of which is refused. */
    public static GeneratedSession withAgents(int agents, long seed, long startAt) {
        SessionGenerator run = new SessionGenerator(random(seed, -agents), agents, startAt);
        run.refusals = false;
        return run.play();
    }

    private static Random random(long seed, long number) {
        return new Random(seed * 0x9E3779B97F4A7C15L + number);
    }

    private record TimedHook(long at, Hook hook) {}

    /** Simulates the session, every agent with its own clock; the hooks are sorted at the end. */
    private static final class SessionGenerator {
        private static final String[] TYPES = {
            "general-purpose", "Explore", "Plan", "code-reviewer", "test-runner", "docs-writer"
        };
        private static final Set<String> READ_ONLY_TYPES = Set.of("Explore", "Plan");
        private static final int MAX_DEPTH = 4;
        private static final int MEAN_TOOL_CALLS = 20;

        private final Random random;
        private final SimulatedClient client;
        private final SessionHooks payloads;
        private final DelegationHooks delegations;
        private final List<TimedHook> hooks = new ArrayList<>();
        private final Deque<BackgroundEnd> notices = new ArrayDeque<>();

        /** The number of tool calls of each agent. */
        private final Map<SimulatedAgent, Integer> calls = new HashMap<>();

        private final long startAt;
        private int toStart;
        private int started;
        private int toolCalls;
        private boolean refusals = true;

        SessionGenerator(Random random, int agents, long startAt) {
            this.random = random;
            this.client = new SimulatedClient(random);
            this.payloads = new SessionHooks(client, random);
            this.delegations = new DelegationHooks(client, random);
            this.toStart = agents;
            this.startAt = startAt;
        }

        /** The end of a background run, of which the root is notified. */
        private record BackgroundEnd(SimulatedAgent agent, String toolUseId, long at) {}

        GeneratedSession play() {
            emit(startAt, payloads.sessionStart());
            long now = startAt + 200;
            emit(now, payloads.prompt());
            now = work(SimulatedAgent.ROOT, now, 3);
            while (toStart > 0) {
                now = wave(SimulatedAgent.ROOT, now);
                now = work(SimulatedAgent.ROOT, now, 2);
            }
            emit(now, payloads.stop());
            while (!notices.isEmpty()) {
                BackgroundEnd notice = notices.poll();
                now = Math.max(now, notice.at()) + 100;
                emit(now, payloads.notification(notice.agent(), notice.toolUseId()));
                now = work(SimulatedAgent.ROOT, now, 1);
                emit(now, payloads.stop());
            }
            emit(now + 500, payloads.sessionEnd());
            hooks.sort(Comparator.comparingLong(TimedHook::at));
            return new GeneratedSession(
                    client.sessionId(), hooks.stream().map(TimedHook::hook).toList(), started, toolCalls);
        }

        /** Several agents of one message in parallel. Returns when the last foreground agent has answered. */
        private long wave(SimulatedAgent parent, long at) {
            long end = at;
            for (int i = 1 + random.nextInt(4); i > 0 && toStart > 0; i--) {
                boolean background = parent.isRoot() && random.nextInt(4) == 0;
                end = Math.max(end, delegate(parent, at + random.nextInt(10), background));
            }
            return end + 50;
        }

        private long delegate(SimulatedAgent parent, long at, boolean background) {
            String call = client.newToolUseId();
            String type = TYPES[random.nextInt(TYPES.length)];
            SimulatedAgent child = delegations.newAgent(parent, type, call, background);
            emit(at, delegations.spawnRequested(parent, child));
            calls.merge(parent, 1, Integer::sum);
            if (refusals && random.nextInt(50) == 0) {
                emit(at + 5, delegations.spawnRefused(parent, child));
                return at + 5;
            }
            toStart--;
            started++;
            emit(at + 20, payloads.agentStarted(child));
            if (background) {
                emit(at + 15 + random.nextInt(10), delegations.spawnLaunched(parent, child));
                long end = run(child, at + 30);
                emit(end, payloads.agentStopped(child));
                notices.add(new BackgroundEnd(child, call, end));
                return at + 30;
            }
            long end = run(child, at + 30);
            if (random.nextInt(40) == 0) {
                emit(end, payloads.agentFailed(child));
                emit(end + 2, delegations.spawnFailed(parent, child));
                return end + 2;
            }
            emit(end, payloads.agentStopped(child));
            emit(end + 10, delegations.spawnCompleted(parent, child, end - at, calls.getOrDefault(child, 0)));
            return parent.isRoot() && random.nextInt(10) == 0 ? resume(child, end + 1_000) : end + 10;
        }

        /** A message that resumes an agent in the background. */
        private long resume(SimulatedAgent agent, long at) {
            String call = client.newToolUseId();
            String words = client.text().words(40);
            emit(at, delegations.messageSent(agent, call, words));
            emit(at + 30, delegations.messageAnswered(agent, call, words));
            toolCalls++;
            emit(at + 40, payloads.agentStarted(agent));
            long end = work(agent, at + 60, 4);
            emit(end, payloads.agentStopped(agent));
            notices.add(new BackgroundEnd(agent, call, end));
            return at + 60;
        }

        private long run(SimulatedAgent agent, long at) {
            int own = MEAN_TOOL_CALLS / 2 + random.nextInt(MEAN_TOOL_CALLS);
            long now = work(agent, at, own / 2);
            boolean delegates = agent.depth() < MAX_DEPTH && !READ_ONLY_TYPES.contains(agent.type());
            if (toStart > 0 && delegates && random.nextInt(3) == 0) {
                now = wave(agent, now);
            }
            return work(agent, now, own - own / 2);
        }

        private long work(SimulatedAgent agent, long at, int number) {
            long now = at;
            calls.merge(agent, number, Integer::sum);
            for (int i = 0; i < number; i++) {
                toolCalls++;
                ToolCall call = ToolCall.ofAny(client, random, agent, !READ_ONLY_TYPES.contains(agent.type()));
                now += 300 + random.nextInt(3_000);
                emit(now, call.started());
                if (random.nextInt(60) == 0) {
                    emit(now + 10, call.permissionRequested());
                    now += 5_000;
                }
                now += 5 + random.nextInt(800);
                emit(now, random.nextInt(20) == 0 ? call.failed() : call.ended());
                emit(now + 5, call.batch());
                now += 5;
            }
            return now;
        }

        private void emit(long at, UntimedHook unsent) {
            hooks.add(new TimedHook(at, unsent.at(at)));
        }
    }
}
