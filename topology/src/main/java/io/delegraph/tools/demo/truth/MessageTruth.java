package io.delegraph.tools.demo.truth;

import java.util.ArrayList;
import java.util.List;

/** The texts that passed between an agent and whoever set it to work; noted in the order of time. */
public final class MessageTruth {
    private record Passed(int chars, long at) {}

    private final List<Passed> asked = new ArrayList<>();
    private final List<Passed> results = new ArrayList<>();

    /** Its prompt. */
    public void request(int chars, long at) {
        asked.add(new Passed(chars, at));
    }

    /** It was written to afterwards. */
    public void message(int chars, long at) {
        asked.add(new Passed(chars, at));
    }

    /** A run's last words; a later run's take their place. */
    public void result(int chars, long at) {
        results.add(new Passed(chars, at));
    }

    private List<Passed> by(long moment) {
        List<Passed> passed =
                new ArrayList<>(asked.stream().filter(it -> it.at <= moment).toList());
        results.reversed().stream().filter(it -> it.at <= moment).findFirst().ifPresent(passed::add);
        return passed;
    }

    int count(long moment) {
        return by(moment).size();
    }

    long chars(long moment) {
        return by(moment).stream().mapToLong(Passed::chars).sum();
    }
}
