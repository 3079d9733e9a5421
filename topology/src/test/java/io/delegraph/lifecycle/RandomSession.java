package io.delegraph.lifecycle;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.BackgroundTask;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.PermissionRequested;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.SessionEnded;
import io.delegraph.schemas.event.SessionStarted;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnFailed;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.SpawnTotals;
import io.delegraph.schemas.event.TaskNotified;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.schemas.event.TurnFailed;
import io.delegraph.schemas.event.TurnStopped;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A random session from a seed, with the truth about it: nested and parallel agents in the foreground and the background, resumes, refused,
 * failed and killed ones, lost stops, permission waits, overlapping prompts, teammates.
 */
final class RandomSession {
    static final String ID = "6d537c3a-289e-463b-b7d4-5e3d81a85aed";
    private static final int MAX_DEPTH = 5;
    private static final int MAX_AGENTS = 80;
    private static final String[] TYPES = {"general-purpose", "general-purpose", "Explore", "Plan"};
    private static final long BEGIN = 1_795_000_000_000L;

    /**
     * The truth about an agent.
     *
     * @param provable whether the events name the parent
     * @param state null where the events do not determine it
     */
    record Truth(String parent, boolean provable, AgentState state, int runs) {}

    private final Random random;
    private final boolean meta;
    private final List<AgentEvent.InSession> events = new ArrayList<>();
    private final Map<String, Truth> truth = new TreeMap<>();
    private final Map<String, long[]> background = new TreeMap<>();
    private final Set<String> beside = new HashSet<>();
    private final SimulatedOrphanedResources left;
    private int refused;
    private int serial;
    private String prompt;

    private RandomSession(long seed, boolean meta) {
        this.random = new Random(seed);
        this.meta = meta;
        this.left = new SimulatedOrphanedResources(random);
    }

    static RandomSession of(long seed, boolean meta) {
        RandomSession session = new RandomSession(seed, meta);
        session.play();
        session.left.stops().forEach(session::stopShell);
        session.events.replaceAll(session.left::listing);
        session.events.sort(Comparator.comparingLong(AgentEvent.InSession::at));
        return session;
    }

    /** In the order in which they happened. */
    List<AgentEvent.InSession> events() {
        return List.copyOf(events);
    }

    Map<String, Truth> truth() {
        return truth;
    }

    SimulatedOrphanedResources left() {
        return left;
    }

    int refused() {
        return refused;
    }

    private void play() {
        long at = BEGIN;
        events.add(new SessionStarted(origin(at, null, null), "startup", null));
        int prompts = 1 + random.nextInt(3);
        for (int i = 0; i < prompts; i++) {
            at += 100 + random.nextInt(1000);
            prompt = "prompt-" + i;
            events.add(new PromptSubmitted(origin(at, null, null), 10, null, null, null));
            at = work(null, null, at, 0);
            at += 50;
            events.add(new TurnStopped(origin(at, null, null), running(at), null, null));
        }
        long end = Math.max(
                        at,
                        background.values().stream()
                                .mapToLong(run -> run[1])
                                .max()
                                .orElse(at))
                + 5_000;
        events.add(new TurnStopped(origin(end, null, null), List.of(), null, null));
        if (random.nextBoolean()) {
            events.add(new SessionEnded(origin(end + 100, null, null), "other", null, null));
            left.clientEnds(end + 100);
        }
    }

    /** The background agents that the client would list at a moment. */
    private List<BackgroundTask> running(long at) {
        return background.entrySet().stream()
                .filter(entry -> entry.getValue()[0] <= at && at < entry.getValue()[1])
                .map(entry -> new BackgroundTask(entry.getKey(), "subagent", "running"))
                .toList();
    }

    /** Simulates an agent's work; returns its end. */
    private long work(String agent, String type, long startedAt, int depth) {
        long at = startedAt;
        int steps = 1 + random.nextInt(3);
        for (int step = 0; step < steps; step++) {
            at += 20 + random.nextInt(200);
            boolean delegates = depth < MAX_DEPTH && truth.size() < MAX_AGENTS && random.nextInt(depth + 2) == 0;
            at = delegates ? fan(agent, type, at, depth) : tool(agent, type, at);
        }
        return at;
    }

    private long tool(String agent, String type, long startedAt) {
        String id = "toolu_" + serial++;
        long at = startedAt;
        events.add(new ToolStarted(
                origin(at, agent, type), id, "Bash", ToolAction.RUN_SHELL, "make", null, 10, null, null));
        if (random.nextInt(6) == 0) {
            String payload = "%012x".formatted(serial);
            events.add(new PermissionRequested(origin(at + 3, agent, type), "Bash", ToolAction.RUN_SHELL, payload));
            for (int again = random.nextInt(4); again > 1; again--) {
                // hooks that are installed twice, or three times
                events.add(new PermissionRequested(
                        origin(at + 3 + random.nextInt(1_500), agent, type), "Bash", ToolAction.RUN_SHELL, payload));
            }
            at += 2_000;
        }
        at += 10 + random.nextInt(300);
        switch (random.nextInt(5)) {
            case 0 -> {} // its end got lost
            case 1 ->
                events.add(ToolEnded.builder()
                        .origin(origin(at, agent, type))
                        .toolUseId(id)
                        .tool("Bash")
                        .action(ToolAction.RUN_SHELL)
                        .target("make")
                        .outcome(ToolOutcome.FAILED)
                        .durationMs(9L)
                        .error("exit_1")
                        .outputChars(5)
                        .build());
            default ->
                events.add(ToolEnded.builder()
                        .origin(origin(at, agent, type))
                        .toolUseId(id)
                        .tool("Bash")
                        .action(ToolAction.RUN_SHELL)
                        .target("make")
                        .outcome(ToolOutcome.SUCCEEDED)
                        .durationMs(9L)
                        .outputChars(5)
                        .shell(
                                agent == null || random.nextInt(3) != 0
                                        ? null
                                        : left.shell(agent, at, !beside.contains(agent)))
                        .build());
        }
        events.add(new ToolBatchEnded(
                origin(at + 5, agent, type),
                List.of(new BatchedCall(id, "Bash", ToolAction.RUN_SHELL, null, null, null, null, null, null))));
        return at + 10;
    }

    /** One message that delegates to one or several agents; foreground ones are awaited. */
    private long fan(String parent, String parentType, long startedAt, int depth) {
        int width = random.nextInt(8) == 0 ? 1 + random.nextInt(30) : 1 + random.nextInt(3);
        long end = startedAt;
        for (int i = 0; i < width && truth.size() < MAX_AGENTS; i++) {
            end = Math.max(end, spawn(parent, parentType, startedAt + random.nextInt(10), depth));
        }
        return end + 20;
    }

    private long spawn(String parent, String parentType, long at, int depth) {
        String call = "toolu_" + serial++;
        String type = TYPES[random.nextInt(TYPES.length)];
        boolean inBackground = random.nextInt(4) == 0;
        boolean leaf = random.nextInt(3) != 0;
        SpawnRequest request = new SpawnRequest(
                type,
                "d" + call,
                null,
                null,
                inBackground ? Boolean.TRUE : null,
                random.nextInt(5) == 0 ? "worktree" : null,
                20,
                null);
        events.add(new SpawnRequested(origin(at, parent, parentType), call, "Agent", request, null, null, null));
        if (random.nextInt(10) == 0) {
            refused++;
            events.add(new SpawnFailed(
                    origin(at + 2, parent, parentType),
                    call,
                    "Agent",
                    request,
                    SpawnFailure.UNKNOWN_TYPE,
                    "unknown",
                    false));
            return at + 5;
        }
        String agent = "a%016x".formatted(0x1000 + serial++);
        if (request.isolation() != null) {
            left.worktree(agent, random.nextBoolean());
        }
        if (inBackground) {
            beside.add(agent);
        }
        // a teammate is shown by its name, which no request has as its type
        String shown = inBackground && random.nextInt(4) == 0 ? "mate-" + serial : type;
        long startAt = at + 5 + random.nextInt(20);
        start(agent, shown, call, parent, startAt, depth, inBackground);
        if (inBackground) {
            events.add(answer(at + 1 + random.nextInt(60), parent, parentType, call, request, "async_launched", agent));
        }
        truth.put(agent, new Truth(parent, true, null, 1));
        long end = leaf ? tool(agent, shown, startAt + 10) : work(agent, shown, startAt + 10, depth + 1);
        Truth outcome = inBackground
                ? endInBackground(agent, shown, call, parent, startAt, end)
                : endInForeground(agent, shown, call, request, parent, parentType, end, leaf);
        truth.put(agent, outcome);
        return inBackground ? at + 80 : end + 60;
    }

    private void start(
            String agent, String type, String call, String parent, long at, int depth, boolean inBackground) {
        AgentMeta note = meta
                ? AgentMeta.builder()
                        .agentType(type)
                        .description("d" + call)
                        .toolUseId(call)
                        .parentAgentId(parent)
                        .spawnDepth(depth + 1)
                        .background(inBackground)
                        .build()
                : null;
        events.add(new AgentStarted(origin(at, agent, type), note));
    }

    private Truth endInForeground(
            String agent,
            String type,
            String call,
            SpawnRequest request,
            String parent,
            String parentType,
            long end,
            boolean leaf) {
        int fate = random.nextInt(10);
        left.ends(agent, end + (fate == 1 ? 30 : 10));
        left.finishes(agent, end + 11);
        if (fate == 0 && leaf) {
            events.add(new TurnFailed(origin(end + 10, agent, type), "overloaded", null));
            events.add(new SpawnFailed(
                    origin(end + 11, parent, parentType),
                    call,
                    "Agent",
                    request,
                    SpawnFailure.TERMINATED,
                    "terminated",
                    false));
            return new Truth(parent, meta, AgentState.FAILED, 1);
        }
        if (fate != 1) {
            events.add(new AgentStopped(origin(end + 10, agent, type), 5, null, null, null, null, null, null, null));
        }
        events.add(answer(end + 30, parent, parentType, call, request, "completed", agent));
        return random.nextInt(8) == 0
                ? resume(agent, type, parent, parentType, end + 200)
                : new Truth(parent, true, AgentState.COMPLETED, 1);
    }

    private Truth endInBackground(String agent, String type, String call, String parent, long startAt, long end) {
        background.put(agent, new long[] {startAt, end + 5});
        switch (random.nextInt(5)) {
            case 0 -> {
                left.ends(agent, end + 6);
                left.killed(agent, end + 6);
                String stop = "toolu_" + serial++;
                events.add(ToolEnded.builder()
                        .origin(origin(end + 6, null, null))
                        .toolUseId(stop)
                        .tool("TaskStop")
                        .target(agent)
                        .outcome(ToolOutcome.SUCCEEDED)
                        .durationMs(3L)
                        .outputChars(9)
                        .stoppedAgentId(agent)
                        .build());
                notified(agent, call, "killed", end + 40);
                return new Truth(parent, true, AgentState.KILLED, 1);
            }
            case 1 -> {
                left.ends(agent, end + 10);
                notified(agent, call, "failed", end + 40);
                events.add(new TurnFailed(origin(end + 10, agent, type), "overloaded", null));
                return new Truth(parent, true, AgentState.FAILED, 1);
            }
            case 2 -> {
                // no event reports its end, but the client no longer lists it
                return new Truth(parent, true, AgentState.LOST, 1);
            }
            default -> {
                left.ends(agent, end + 10);
                events.add(
                        new AgentStopped(origin(end + 10, agent, type), 5, null, null, null, null, null, null, null));
                notified(agent, call, "completed", end + 40);
                return new Truth(parent, true, AgentState.COMPLETED, 1);
            }
        }
    }

    /** A SendMessage resumes it in the background. */
    private Truth resume(String agent, String type, String parent, String parentType, long at) {
        String call = "toolu_" + serial++;
        events.add(new ToolStarted(
                origin(at, parent, parentType),
                call,
                "SendMessage",
                ToolAction.SEND_MESSAGE,
                agent,
                null,
                9,
                null,
                null));
        events.add(ToolEnded.builder()
                .origin(origin(at + 10, parent, parentType))
                .toolUseId(call)
                .tool("SendMessage")
                .action(ToolAction.SEND_MESSAGE)
                .target(agent)
                .outcome(ToolOutcome.SUCCEEDED)
                .durationMs(3L)
                .outputChars(9)
                .resumedAgentId(agent)
                .build());
        beside.add(agent);
        long startAt = at + 14;
        events.add(new AgentStarted(origin(startAt, agent, type), null));
        long end = tool(agent, type, startAt + 10);
        background.put(agent, new long[] {startAt, end + 5});
        left.ends(agent, end + 10);
        events.add(new AgentStopped(origin(end + 10, agent, type), 5, null, null, null, null, null, null, null));
        notified(agent, call, "completed", end + 40);
        return new Truth(parent, true, AgentState.COMPLETED, 2);
    }

    private void notified(String agent, String call, String status, long at) {
        Origin origin = origin(at, null, null);
        events.add(TaskNotified.builder()
                .origin(origin)
                .taskId(agent)
                .toolUseId(call)
                .status(status)
                .tokens(100L)
                .toolUses(1)
                .durationMs(50L)
                .worktree(left.namedWorktree(agent, status))
                .build());
    }

    private void stopShell(String shell, long at) {
        prompt = events.stream()
                .filter(event -> event instanceof PromptSubmitted && event.at() <= at)
                .max(Comparator.comparingLong(AgentEvent.InSession::at))
                .map(event -> event.origin().promptId())
                .orElse(prompt);
        String stop = "toolu_" + serial++;
        events.add(ToolEnded.builder()
                .origin(origin(at, null, null))
                .toolUseId(stop)
                .tool("TaskStop")
                .target(shell)
                .outcome(ToolOutcome.SUCCEEDED)
                .durationMs(3L)
                .outputChars(9)
                .stoppedShellId(shell)
                .build());
    }

    private SpawnAnswered answer(
            long at, String parent, String parentType, String call, SpawnRequest request, String status, String agent) {
        SpawnTotals totals = status.equals("completed") ? new SpawnTotals(5L, 100L, 1, "m", 3) : null;
        return SpawnAnswered.builder()
                .origin(origin(at, parent, parentType))
                .toolUseId(call)
                .tool("Agent")
                .request(request)
                .status(status)
                .childAgentId(agent)
                .totals(totals)
                .worktree(left.namedWorktree(agent, status))
                .build();
    }

    private Origin origin(long at, String agent, String type) {
        long arrival = at + random.nextInt(80);
        return Origin.builder()
                .eventId("e" + serial++)
                .at(at)
                .arrivedAt(arrival)
                .sessionId(ID)
                .agentId(agent)
                .agentType(type)
                .promptId(prompt)
                .permissionMode("default")
                .source("claude-code")
                .sourceVersion("2.1.330")
                .project("project")
                .user("dev")
                .host("devbox")
                .ancestorPids(List.of())
                .build();
    }
}
