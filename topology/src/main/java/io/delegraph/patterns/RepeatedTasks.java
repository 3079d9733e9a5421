package io.delegraph.patterns;

import io.delegraph.graph.Episode;
import io.delegraph.graph.Work;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;

/**
 * Whether an agent does again what another one did. A type that is made for one kind of work does the same each time; one that is made
 * for any does so only when its description asks for the same, or when the prompt declared a loop.
 */
final class RepeatedTasks {
    private final boolean declared;
    private final Judgement judgement;
    private final Rules rules;

    RepeatedTasks(Episode episode, Judgement judgement, Rules rules) {
        this.declared = episode.loopDeclared();
        this.judgement = judgement;
        this.rules = rules;
    }

    boolean repeats(Work before, Work again) {
        return Objects.equals(before.type(), again.type())
                && (declared || judgement.type(again).narrow() || alike(before.description(), again.description()));
    }

    /** Without descriptions nothing shows that two tasks are the same. */
    private boolean alike(String before, String again) {
        if (before == null || again == null) {
            return false;
        }
        Description one = Description.of(before);
        Description other = Description.of(again);
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
