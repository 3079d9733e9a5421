package io.delegraph.analysis.graph;

import io.delegraph.analysis.graph.AgentExecution.FileUse;
import io.delegraph.schemas.graph.Relation.Evidence;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Detects which agent continues another agent's work, by a file or by a result quoted in a prompt. */
final class HandOffDetector {
    /** Hexadecimal digits of a phrase's hash. */
    private static final int PHRASE_HASH_DIGITS = 4;

    /** Minimum number of phrases that a result and a prompt share: a single one may be coincidence. */
    private static final int MIN_SHARED_PHRASES = 2;

    /** The two agents of a hand-off, as a key of its evidence. */
    record HandOffPair(String from, String to) {}

    private final WorkflowExecution execution;
    private final Map<HandOffPair, Set<Evidence>> found = new HashMap<>();

    private HandOffDetector(WorkflowExecution execution) {
        this.execution = execution;
    }

    static Map<HandOffPair, Set<Evidence>> of(WorkflowExecution execution) {
        HandOffDetector handOffs = new HandOffDetector(execution);
        handOffs.detectByResult();
        handOffs.detectByFile();
        return handOffs.found;
    }

    /** Detects hand-offs by quoted results. A phrase in several results is ignored: it is a template or a habit of the model. */
    private void detectByResult() {
        Map<String, List<AgentExecution>> authors = new HashMap<>();
        for (AgentExecution agent : execution.executions()) {
            phrases(agent.resultFingerprint())
                    .forEach(phrase -> authors.computeIfAbsent(phrase, key -> new ArrayList<>())
                            .add(agent));
        }
        for (AgentExecution agent : execution.executions()) {
            Map<String, Integer> shared = new HashMap<>();
            for (String phrase : phrases(agent.promptFingerprint())) {
                List<AgentExecution> wrote = authors.getOrDefault(phrase, List.of());
                if (wrote.size() == 1) {
                    shared.merge(wrote.getFirst().agentId(), 1, Integer::sum);
                }
            }
            shared.forEach((author, count) -> {
                if (count >= MIN_SHARED_PHRASES) {
                    add(execution.known(author), agent, Evidence.RESULT);
                }
            });
        }
    }

    private static Set<String> phrases(@Nullable String fingerprint) {
        Set<String> phrases = new HashSet<>();
        for (int i = 0;
                fingerprint != null && i + PHRASE_HASH_DIGITS <= fingerprint.length();
                i += PHRASE_HASH_DIGITS) {
            phrases.add(fingerprint.substring(i, i + PHRASE_HASH_DIGITS));
        }
        return phrases;
    }

    private record FileAccess(AgentExecution work, boolean wrote, long at) {}

    /** Detects hand-offs by files: an agent that uses a file continues the work of the agent that wrote it last before. */
    private void detectByFile() {
        Map<String, List<FileAccess>> files = new HashMap<>();
        for (AgentExecution agent : execution.executions()) {
            for (FileUse use : agent.files()) {
                files.computeIfAbsent(use.file(), key -> new ArrayList<>())
                        .add(new FileAccess(agent, use.wrote(), use.at()));
            }
        }
        for (AgentExecution agent : execution.executions()) {
            for (FileUse use : agent.files()) {
                files.getOrDefault(use.file(), List.of()).stream()
                        .filter(touch -> touch.wrote() && mayHandOff(touch.work(), agent))
                        .max(Comparator.comparingLong(FileAccess::at)
                                .thenComparing(touch -> touch.work().agentId()))
                        .ifPresent(touch -> add(touch.work(), agent, Evidence.FILE));
            }
        }
    }

    private void add(AgentExecution from, AgentExecution to, Evidence evidence) {
        if (mayHandOff(from, to)) {
            found.computeIfAbsent(new HandOffPair(from.agentId(), to.agentId()), pair -> EnumSet.noneOf(Evidence.class))
                    .add(evidence);
        }
    }

    private static boolean mayHandOff(AgentExecution from, AgentExecution to) {
        return !from.isRoot() && !to.isRoot() && completedBefore(from, to) && !parentAndChild(from, to);
    }

    /** Whether an agent had completed before the other was requested; an agent that was resumed had completed before that. */
    static boolean completedBefore(AgentExecution from, AgentExecution to) {
        boolean ended = from.state() == AgentState.COMPLETED || from.runs().size() > 1;
        return ended
                && !from.runs().isEmpty()
                && from.runs().getFirst().to() <= (to.requestedAt() == null ? to.from() : to.requestedAt());
    }

    /** A parent and its child have no hand-off, because that is a delegation. */
    private static boolean parentAndChild(AgentExecution one, AgentExecution other) {
        return one.agentId().equals(other.parentId()) || other.agentId().equals(one.parentId());
    }
}
