package io.delegraph.tools.demo;

import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.tools.simulation.SimulatedAgent;

/** The client's answers when it starts no agent. The first two are from recordings; the others are invented. */
final class RefusalMessages {
    private RefusalMessages() {}

    static String error(SpawnFailure kind, SimulatedAgent child) {
        return switch (kind) {
            case UNKNOWN_TYPE ->
                "Agent type '" + child.type()
                        + "' not found. Available agents: claude, Explore, general-purpose, Plan, statusline-setup";
            case CONCURRENCY_LIMIT ->
                "Concurrent subagent limit reached. You can run 3 subagents at once. Do not retry. If the user wants more"
                        + " concurrent subagents, ask them to increase CLAUDE_CODE_MAX_CONCURRENT_SUBAGENTS.";
            case DEPTH_LIMIT ->
                "Subagent depth limit reached: an agent at depth "
                        + child.caller().depth() + " cannot spawn another one.";
            case BUDGET -> "Subagent budget used up for this session.";
            case TERMINATED, INTERRUPTED, OTHER -> throw new IllegalArgumentException(kind + " is no refusal");
        };
    }
}
