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

/** The background shells and worktrees of a simulated session, and the events that report them. */
final class SimulatedOrphanedResources {
    /** The truth about a shell: it runs from its start until just before {@code until}, at most. */
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
     * The truth about a worktree.
     *
     * @param kept whether it still existed after its agent's end
     * @param named whether an end named it
     * @param finished whether an end reported that the agent had finished
     */
    record Worktree(boolean kept, boolean named, boolean finished) {}

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

    /** The worktree in a report of an agent's end. */
    String namedWorktree(String agent, String status) {
        Worktree worktree = worktrees.get(agent);
        if (worktree == null || status.endsWith("launched")) {
            return null;
        }
        worktrees.put(
                agent,
                new Worktree(worktree.kept(), worktree.kept(), worktree.finished() || status.equals("completed")));
        return worktree.kept() ? "agent-" + agent : null;
    }

    /** A run of an agent ends, as first reported now. */
    void ends(String agent, long at) {
        ends.computeIfAbsent(agent, id -> new ArrayList<>()).add(at);
    }

    /** The client ends shells that end with their agent. */
    void finishes(String agent, long at) {
        of(agent).filter(shell -> shell.endsWithAgent).forEach(shell -> shell.endsBy(at));
    }

    /** The client ends everything that the agent started. */
    void killed(String agent, long at) {
        of(agent).forEach(shell -> shell.endsBy(at));
    }

    void clientEnds(long at) {
        shells.values().forEach(shell -> shell.endsBy(at));
    }

    private Stream<Shell> of(String agent) {
        return shells.values().stream().filter(shell -> shell.agentId.equals(agent));
    }

    /** Shells that another agent stopped, with the times. */
    Map<String, Long> stops() {
        Map<String, Long> stops = new TreeMap<>();
        shells.values().stream().filter(Shell::stopped).forEach(shell -> stops.put(shell.id, shell.until()));
        return stops;
    }

    /** The event with the client's current list of shells; some stops have no list. */
    AgentEvent.InSession listing(AgentEvent.InSession event) {
        return switch (event) {
            case AgentStopped stopped -> {
                if (random.nextInt(6) == 0) {
                    yield stopped;
                }
                lists.add(stopped.at());
                yield new AgentStopped(
                        stopped.origin(),
                        stopped.resultChars(),
                        stopped.resultFingerprint(),
                        stopped.usage(),
                        stopped.usageModel(),
                        running(stopped.at()).toList(),
                        stopped.resultGivesOrders(),
                        stopped.stopHookActive(),
                        stopped.text());
            }
            case TurnStopped stopped -> {
                lists.add(stopped.at());
                Stream<BackgroundTask> listed =
                        running(stopped.at()).map(id -> new BackgroundTask(id, BackgroundTask.SHELL, "running"));
                yield new TurnStopped(
                        stopped.origin(),
                        Stream.concat(stopped.backgroundTasks().stream(), listed)
                                .toList(),
                        stopped.usage(),
                        stopped.usageModel());
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

    /** The times of all lists. */
    List<Long> lists() {
        return lists;
    }

    /** The end of the run that started a shell; null when it was never reported. */
    Long agentEnd(Shell shell) {
        return ends.getOrDefault(shell.agentId, List.of()).stream()
                .filter(end -> end >= shell.startedAt)
                .findFirst()
                .orElse(null);
    }
}
