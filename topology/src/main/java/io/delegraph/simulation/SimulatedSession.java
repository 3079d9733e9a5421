package io.delegraph.simulation;

import io.delegraph.replay.Hook;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * One session of a coding agent: a prompt, agents that delegate to agents, in the foreground and in the background, some of them
 * resumed, some refused, some failing.
 *
 * @param hooks in the order in which they fire
 * @param agents that were started, without the root
 * @param toolCalls without those that delegate
 */
public record SimulatedSession(String sessionId, List<Hook> hooks, int agents, int toolCalls) {
    public SimulatedSession {
        hooks = List.copyOf(hooks);
    }

    /**
     * A session with 5 to 15 agents and about 20 tool calls each.
     *
     * @param number tells sessions of one seed apart
     * @param startAt epoch ms; everything but the times depends on seed and number only
     */
    public static SimulatedSession of(long seed, long number, long startAt) {
        Random random = random(seed, number);
        return new Run(random, 5 + random.nextInt(11), startAt).play();
    }

    /** A session with exactly so many agents, none of which is refused. */
    public static SimulatedSession withAgents(int agents, long seed, long startAt) {
        Run run = new Run(random(seed, -agents), agents, startAt);
        run.refusals = false;
        return run.play();
    }

    private static Random random(long seed, long number) {
        return new Random(seed * 0x9E3779B97F4A7C15L + number);
    }

    private record Timed(long at, Hook hook) {}

    /** Plays it through, every agent on its own time; the hooks are put in order at the end. */
    private static final class Run {
        private static final String[] TYPES = {
            "general-purpose", "Explore", "Plan", "code-reviewer", "test-runner", "docs-writer"
        };
        private static final int DEEPEST = 4;
        private static final int CALLS = 20;

        private final Random random;
        private final Client client;
        private final Payloads payloads;
        private final Delegations delegations;
        private final List<Timed> hooks = new ArrayList<>();
        private final Deque<Notice> notices = new ArrayDeque<>();
        private final long startAt;
        private int toStart;
        private int started;
        private int toolCalls;
        private boolean refusals = true;

        Run(Random random, int agents, long startAt) {
            this.random = random;
            this.client = new Client(random);
            this.payloads = new Payloads(client, random);
            this.delegations = new Delegations(client, random);
            this.toStart = agents;
            this.startAt = startAt;
        }

        /** The end of a background run, of which the root is told. */
        private record Notice(Agent agent, String toolUseId, long at) {}

        SimulatedSession play() {
            emit(startAt, payloads.sessionStart());
            long now = startAt + 200;
            emit(now, payloads.prompt());
            now = work(Agent.ROOT, now, 3);
            while (toStart > 0) {
                now = wave(Agent.ROOT, now);
                now = work(Agent.ROOT, now, 2);
            }
            emit(now, payloads.stop());
            while (!notices.isEmpty()) {
                Notice notice = notices.poll();
                now = Math.max(now, notice.at()) + 100;
                emit(now, payloads.notification(notice.agent(), notice.toolUseId()));
                now = work(Agent.ROOT, now, 1);
                emit(now, payloads.stop());
            }
            emit(now + 500, payloads.sessionEnd());
            hooks.sort(Comparator.comparingLong(Timed::at));
            return new SimulatedSession(
                    client.sessionId(), hooks.stream().map(Timed::hook).toList(), started, toolCalls);
        }

        /** Several agents of one message, side by side. Returns when the last of the foreground has answered. */
        private long wave(Agent parent, long at) {
            long end = at;
            for (int i = 1 + random.nextInt(4); i > 0 && toStart > 0; i--) {
                boolean background = parent.isRoot() && random.nextInt(4) == 0;
                end = Math.max(end, delegate(parent, at + random.nextInt(10), background));
            }
            return end + 50;
        }

        private long delegate(Agent parent, long at, boolean background) {
            String call = client.newCall();
            String type = TYPES[random.nextInt(TYPES.length)];
            Agent child = delegations.newAgent(parent, type, call, background);
            emit(at, delegations.spawnRequested(parent, child));
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
                notices.add(new Notice(child, call, end));
                return at + 30;
            }
            long end = run(child, at + 30);
            if (random.nextInt(40) == 0) {
                emit(end, payloads.agentFailed(child));
                emit(end + 2, delegations.spawnFailed(parent, child));
                return end + 2;
            }
            emit(end, payloads.agentStopped(child));
            emit(end + 10, delegations.spawnCompleted(parent, child, end - at));
            return parent.isRoot() && random.nextInt(10) == 0 ? resume(child, end + 1_000) : end + 10;
        }

        /** A message to an agent that has stopped: it runs once more, in the background. */
        private long resume(Agent agent, long at) {
            String call = client.newCall();
            String words = client.text().words(40);
            emit(at, delegations.messageSent(agent, call, words));
            emit(at + 30, delegations.messageAnswered(agent, call, words));
            toolCalls++;
            emit(at + 40, payloads.agentStarted(agent));
            long end = work(agent, at + 60, 4);
            emit(end, payloads.agentStopped(agent));
            notices.add(new Notice(agent, call, end));
            return at + 60;
        }

        private long run(Agent agent, long at) {
            int calls = CALLS / 2 + random.nextInt(CALLS);
            long now = work(agent, at, calls / 2);
            if (toStart > 0 && agent.depth() < DEEPEST && random.nextInt(3) == 0) {
                now = wave(agent, now);
            }
            return work(agent, now, calls - calls / 2);
        }

        private long work(Agent agent, long at, int calls) {
            long now = at;
            for (int i = 0; i < calls; i++) {
                toolCalls++;
                ToolCall call = new ToolCall(client, random, agent);
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

        private void emit(long at, Unsent unsent) {
            hooks.add(new Timed(at, unsent.at(at)));
        }
    }
}
