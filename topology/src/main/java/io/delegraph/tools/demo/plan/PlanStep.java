package io.delegraph.tools.demo.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.event.SpawnFailure;
import java.util.List;

/** A step of an agent's work. */
public sealed interface PlanStep {
    /**
     * Own tool calls.
     *
     * @param share of a whole delegation's time and calls, above 0
     */
    record ToolWork(double share) implements PlanStep {}

    /** One call of Read, Write or Edit on a file of that name. */
    record UseFile(String tool, String file) implements PlanStep {}

    /** A tool call that a person is asked to allow. */
    record Permission(boolean granted) implements PlanStep {}

    /** One agent, awaited. */
    record Delegate(PlannedTask task) implements PlanStep {}

    /**
     * Several agents of one message, awaited together.
     *
     * @param peers whether they work on one file together
     */
    record Fan(List<PlannedTask> tasks, boolean peers) implements PlanStep {
        public Fan {
            tasks = List.copyOf(tasks);
        }
    }

    /** Agents one after the other, each handing over to the next: a file that it wrote, its result in the next one's prompt. */
    record Sequence(List<PlannedTask> tasks) implements PlanStep {
        public Sequence {
            tasks = List.copyOf(tasks);
        }
    }

    /** A maker and a checker in turns. */
    record ReviewLoop(PlannedTask maker, PlannedTask checker, int rounds) implements PlanStep {}

    /** Fans one after the other, with own work between them. */
    record FanSequence(List<Fan> fans) implements PlanStep {
        public FanSequence {
            fans = List.copyOf(fans);
        }
    }

    /** An agent with several concurrent members, awaited. */
    record DelegateTeam(PlannedTask lead, List<PlannedTask> members) implements PlanStep {
        public DelegateTeam {
            members = List.copyOf(members);
        }
    }

    /** Agents of one message that are not awaited; only the root's. */
    record LaunchBackground(List<PlannedTask> tasks) implements PlanStep {
        public LaunchBackground {
            tasks = List.copyOf(tasks);
        }
    }

    /** Stops the background agents that end {@link Ending#STOPPED}. */
    record StopBackground() implements PlanStep {}

    /** A request that the client refuses; {@link SpawnFailure#OTHER} when a person declines it, which fires no failure hook. */
    record Refusal(PlannedTask task, SpawnFailure kind) implements PlanStep {}

    /** Another client, started from a shell. */
    record LinkedClient(SessionPlan session) implements PlanStep {}

    /**
     * One call of an incident.
     *
     * @param input in which {@code {worktree}} stands for the directory of the agent's own worktree
     */
    record Call(String tool, ObjectNode input, CallEnd end) implements PlanStep {}

    /** Nothing happens for so long, ms, whatever the demo's speed. */
    record Wait(long ms) implements PlanStep {}

    /** The agent's permission mode is another one from here on. */
    record ChangeMode(String mode) implements PlanStep {}

    /** A file of the client's settings was changed. */
    record ChangeSettings(String source) implements PlanStep {}

    /** No hook of the session is sent any more. */
    record Silence() implements PlanStep {}
}
