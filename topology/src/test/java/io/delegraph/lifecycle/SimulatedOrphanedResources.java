package io.delegraph.lifecycle;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.BackgroundShell;
import io.delegraph.schemas.event.BackgroundTask;
import io.delegraph.schemas.event.TurnStopped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The background shells and worktrees of a simulated session, and what is told of them. */
final class SimulatedOrphanedResources {
    /** A shell as it really was: it runs from its start until just before {@code until}, at most. */
    static final class Shell {
        final String id;
        final String agentId;
        final long startedAt;
        final boolean endsWithAgent;
        private long until;
        private boolean stopped;

        private Shell(String id, String agentId, long startedAt, long until, boolean endsWithAgent, boolean stopped) {
            this.id = id;
            this.agentId = agentId;
            this.startedAt = startedAt;
            this.until = until;
            this.endsWithAgent = endsWithAgent;
            this.stopped = stopped;
        }

        long until() {
            return until;
        }

        /** Whether another agent ended it. */
        boolean stopped() {
            return stopped;
        }

        boolean runs(long at) {
            return startedAt <= at && at < until;
        }

        private void endsBy(long at) {
            if (until > at) {
                until = at;
                stopped = false;
            }
        }
    }

    /**
     * A worktree as it really was.
     *
     * @param kept whether it was still there after its agent's end
     * @param told whether an end named it
     * @param finished whether an end told that the agent had finished
     */
    record Worktree(boolean kept, boolean told, boolean finished) {}

    private final Random random;
    private final Map<String, Shell> shells = new TreeMap<>();
    private final Map<String, Worktree> worktrees = new TreeMap<>();
    private final Map<String, List<Long>> ends = new HashMap<>();
    private final List<Long> lists = new ArrayList<>();

    SimulatedOrphanedResources(Random random) {
        this.random = random;
    }

    BackgroundShell shell(String agent, long at, boolean endsWithAgent) {
        String id = "b%08d".formatted(shells.size());
        long until = at + 20 + random.nextInt(random.nextBoolean() ? 300 : 6_000);
        shells.put(id, new Shell(id, agent, at, until, endsWithAgent, !endsWithAgent && random.nextInt(4) == 0));
        return new BackgroundShell(id, endsWithAgent ? Boolean.TRUE : null);
    }

    void worktree(String agent, boolean kept) {
        worktrees.put(agent, new Worktree(kept, false, false));
    }

    /** What an end of an agent tells of its worktree. */
    String told(String agent, String status) {
        Worktree worktree = worktrees.get(agent);
        if (worktree == null || status.endsWith("launched")) {
            return null;
        }
        worktrees.put(
                agent,
                new Worktree(worktree.kept(), worktree.kept(), worktree.finished() || status.equals("completed")));
        return worktree.kept() ? "agent-" + agent : null;
    }

    /** A run of an agent ends, as is told first then. */
    void ends(String agent, long at) {
        ends.computeIfAbsent(agent, id -> new ArrayList<>()).add(at);
    }

    /** The client ends what ends with its agent. */
    void finishes(String agent, long at) {
        of(agent).filter(shell -> shell.endsWithAgent).forEach(shell -> shell.endsBy(at));
    }

    /** The client ends whatever the agent started. */
    void killed(String agent, long at) {
        of(agent).forEach(shell -> shell.endsBy(at));
    }

    void clientEnds(long at) {
        shells.values().forEach(shell -> shell.endsBy(at));
    }

    private Stream<Shell> of(String agent) {
        return shells.values().stream().filter(shell -> shell.agentId.equals(agent));
    }

    /** When which shell was stopped by another agent. */
    Map<String, Long> stops() {
        Map<String, Long> stops = new TreeMap<>();
        shells.values().stream().filter(Shell::stopped).forEach(shell -> stops.put(shell.id, shell.until()));
        return stops;
    }

    /** The event with the shells that the client lists then; some stops list nothing. */
    AgentEvent.InSession listing(AgentEvent.InSession event) {
        return switch (event) {
            case AgentStopped it -> {
                if (random.nextInt(6) == 0) {
                    yield it;
                }
                lists.add(it.at());
                yield new AgentStopped(
                        it.origin(),
                        it.resultChars(),
                        it.resultFingerprint(),
                        it.usage(),
                        it.usageModel(),
                        running(it.at()).toList(),
                        it.text());
            }
            case TurnStopped it -> {
                lists.add(it.at());
                Stream<BackgroundTask> listed =
                        running(it.at()).map(id -> new BackgroundTask(id, BackgroundTask.SHELL, "running"));
                yield new TurnStopped(
                        it.origin(),
                        Stream.concat(it.backgroundTasks().stream(), listed).toList(),
                        it.usage(),
                        it.usageModel());
            }
            default -> event;
        };
    }

    private Stream<String> running(long at) {
        return shells.values().stream().filter(shell -> shell.runs(at)).map(shell -> shell.id);
    }

    Map<String, Shell> shells() {
        return shells;
    }

    Map<String, Worktree> worktrees() {
        return worktrees;
    }

    /** When the client told what runs. */
    List<Long> lists() {
        return lists;
    }

    /** The end of the run that started a shell; null when it was never told. */
    Long agentEnd(Shell shell) {
        return ends.getOrDefault(shell.agentId, List.of()).stream()
                .filter(end -> end >= shell.startedAt)
                .findFirst()
                .orElse(null);
    }
}
