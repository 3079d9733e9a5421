package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.ToolRow;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assigns each agent to a workflow. A person's prompt is a workflow; a notification's prompt continues the workflow that owns the task; an
 * agent belongs to the workflow in which its topmost ancestor was requested.
 */
final class WorkflowResolver {
    private final SessionRows rows;
    private final DelegationTree tree;

    WorkflowResolver(SessionRows rows, DelegationTree tree) {
        this.rows = rows;
        this.tree = tree;
    }

    /** The workflow of an agent; null for the root and where the chain of parents is not known up to it. */
    @Nullable
    String of(String agentId) {
        String topmost = tree.topmost(agentId);
        return topmost == null ? null : ofTopmost(topmost, new HashSet<>());
    }

    /**
     * The workflow of a topmost agent. Without a request it is the workflow in which its run of the Workflow tool was launched, or in which
     * it started.
     */
    private @Nullable String ofTopmost(String agentId, Set<String> visited) {
        SpawnRow request = rows.spawns().get(key(tree.of(agentId).toolUseId()));
        if (request != null) {
            return ofRequest(request, visited);
        }
        AgentRow agent = rows.agents().get(agentId);
        if (agent != null && WorkflowToolRuns.isMember(agent)) {
            RunMark launch = WorkflowToolRuns.launchOf(agent, rows).orElse(null);
            if (launch != null) {
                return ofMark(launch, visited);
            }
        }
        return rows.marks(agentId).stream()
                .filter(mark -> mark.kind() == RunMark.Kind.STARTED)
                .findFirst()
                .map(mark -> ofMark(mark, visited))
                .orElse(null);
    }

    private @Nullable String ofMark(RunMark mark, Set<String> visited) {
        return mark.promptId() == null ? promptAt(mark.at()) : owner(mark.promptId(), visited);
    }

    /** The workflow of a request for which no agent was found. */
    @Nullable
    String of(SpawnRow spawn) {
        if (spawn.parentAgentId() == null) {
            return null;
        }
        return spawn.parentAgentId().equals(ROOT) ? ofRequest(spawn, new HashSet<>()) : of(spawn.parentAgentId());
    }

    private static String key(@Nullable String toolUseId) {
        return toolUseId == null ? "" : toolUseId;
    }

    private @Nullable String ofRequest(SpawnRow spawn, Set<String> visited) {
        String promptId = Timestamped.valueOf(spawn.promptId());
        return promptId == null ? promptAt(spawn.firstKnownAt()) : owner(promptId, visited);
    }

    /** The workflow of a prompt id: the prompt itself, or for a notification the workflow that owns its task. */
    private String owner(String promptId, Set<String> visited) {
        PromptRow prompt = rows.prompts().get(promptId);
        if (prompt == null || prompt.ownAt() != null || prompt.notifiedTask() == null || !visited.add(promptId)) {
            return promptId;
        }
        String owner = ofTask(prompt.notifiedTask().value(), visited);
        if (owner == null) {
            owner = promptAt(prompt.notifiedAt());
        }
        return owner == null ? promptId : owner;
    }

    /** The workflow of an agent, of a run of the Workflow tool, or of a teammate by its name; null for any other task. */
    private @Nullable String ofTask(String task, Set<String> visited) {
        String topmost = tree.topmost(task);
        if (topmost != null) {
            return ofTopmost(topmost, visited);
        }
        return rows.marks(task).stream()
                .filter(mark -> mark.kind() == RunMark.Kind.LAUNCHED)
                .findFirst()
                .map(mark -> ofMark(mark, visited))
                .orElseGet(() -> rows.spawns().values().stream()
                        .filter(spawn -> spawn.request() != null
                                && task.equals(spawn.request().name()))
                        .min(Comparator.comparing(
                                        SpawnRow::firstKnownAt, Comparator.nullsLast(Comparator.naturalOrder()))
                                .thenComparing(SpawnRow::toolUseId))
                        .map(spawn -> ofRequest(spawn, visited))
                        .orElse(null));
    }

    /** Whether a run of an agent belongs to the agent's own workflow: a later prompt may have resumed the agent. */
    boolean owns(String workflowId, ObservedRun run) {
        return run.number() == 1
                || run.promptId() == null
                || ofPrompt(run.promptId()).equals(workflowId);
    }

    /** Whether a prompt, possibly a notification's, belongs to this workflow. */
    boolean belongs(PromptRow prompt, String workflowId) {
        return ofPrompt(prompt.promptId()).equals(workflowId);
    }

    /** The workflow of a prompt, possibly a notification's. */
    String ofPrompt(String promptId) {
        return owner(promptId, new HashSet<>());
    }

    /** The workflow that the root made a call for; null before the first prompt. */
    @Nullable
    String ofRootCall(ToolRow call) {
        Long at = call.startedAt() == null ? call.endedAt() : call.startedAt();
        return call.promptId() == null ? promptAt(at) : ofPrompt(call.promptId());
    }

    /**
     * The workflow of a task that a notification names. For a task without an owner it is the workflow that was current at that time, epoch
     * ms; null without any.
     */
    @Nullable
    String ofTask(String task, long at) {
        String owner = ofTask(task, new HashSet<>());
        return owner == null ? promptAt(at) : owner;
    }

    /** The latest prompt given before a time, because clients before 2.1.196 name no prompt. */
    private @Nullable String promptAt(@Nullable Long at) {
        return rows.prompts().values().stream()
                .filter(prompt -> prompt.ownAt() != null && at != null && prompt.ownAt() <= at)
                .max(Comparator.comparing(PromptRow::ownAt).thenComparing(PromptRow::promptId))
                .map(PromptRow::promptId)
                .orElse(null);
    }
}
