package io.delegraph.tools.demo.truth;

import java.util.ArrayList;
import java.util.List;

/** The messages between an agent and its callers, recorded in time order. */
public final class MessageTruth {
    private record Passed(int chars, long at) {}

    private final List<Passed> asked = new ArrayList<>();
    private final List<Passed> results = new ArrayList<>();

    /** Records its prompt. */
    public void request(int chars, long at) {
        asked.add(new Passed(chars, at));
    }

    /** Records a later message to it. */
    public void message(int chars, long at) {
        asked.add(new Passed(chars, at));
    }

    /** Records the result of a run, which replaces that of an earlier run. */
    public void result(int chars, long at) {
        results.add(new Passed(chars, at));
    }

    private List<Passed> by(long moment) {
        List<Passed> passed = new ArrayList<>(
                asked.stream().filter(message -> message.at <= moment).toList());
        results.reversed().stream()
                .filter(result -> result.at <= moment)
                .findFirst()
                .ifPresent(passed::add);
        return passed;
    }

    int count(long moment) {
        return by(moment).size();
    }

    long chars(long moment) {
        return by(moment).stream().mapToLong(Passed::chars).sum();
    }
}
