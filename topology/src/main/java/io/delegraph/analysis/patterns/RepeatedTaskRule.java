package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.WorkflowExecution;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agent repeats the task of another one. Agents of a specialised type always do; those of a general type only when their
 * descriptions request the same, or when the prompt declared a loop.
 */
final class RepeatedTaskRule {
    private final boolean declared;
    private final DelegationClassifier classifier;
    private final PatternRules rules;

    RepeatedTaskRule(WorkflowExecution execution, DelegationClassifier classifier, PatternRules rules) {
        this.declared = execution.loopDeclared();
        this.classifier = classifier;
        this.rules = rules;
    }

    boolean repeats(AgentExecution before, AgentExecution again) {
        return Objects.equals(before.type(), again.type())
                && (declared
                        || classifier.typeOf(again).narrow()
                        || sameTask(before.description(), again.description()));
    }

    /** Without descriptions nothing shows that two tasks are the same. */
    private boolean sameTask(@Nullable String before, @Nullable String again) {
        if (before == null || again == null) {
            return false;
        }
        TaskDescription one = TaskDescription.of(before);
        TaskDescription other = TaskDescription.of(again);
        String verb = one.verb(rules);
        String otherVerb = other.verb(rules);
        if (verb != null && otherVerb != null && !verb.equals(otherVerb)) {
            return false;
        }
        Set<String> keywords = one.keywords(rules);
        Set<String> others = other.keywords(rules);
        return keywords.isEmpty() && others.isEmpty()
                ? Objects.equals(verb, otherVerb)
                : !Collections.disjoint(keywords, others);
    }
}
