package io.delegraph.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything that was compared on one kind of data. */
public final class Scores {
    private final String title;
    private final Map<String, Confusion> confusions = new LinkedHashMap<>();
    private final Map<String, int[]> filled = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();

    public Scores(String title) {
        this.title = title;
    }

    /** Of one fact; {@code what} names it for a person. */
    void compare(String fact, String what, String truth, String said) {
        confusions.computeIfAbsent(fact, key -> new Confusion()).add(truth, said);
        if (truth == null || !truth.equals(said)) {
            wrong.add(what + " " + fact + ": said " + (said == null ? Confusion.NOTHING : said) + ", true is "
                    + (truth == null ? Confusion.NOTHING : truth));
        }
    }

    /** Whether a field of an agent's context has a value. */
    void filled(String field, boolean there) {
        int[] count = filled.computeIfAbsent(field, key -> new int[2]);
        count[0] += there ? 1 : 0;
        count[1]++;
    }

    public Map<String, Confusion> confusions() {
        return Map.copyOf(confusions);
    }

    /** What was said that is not true, a line each. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** The matrix of each fact; amounts have none. */
    public List<String> matrices() {
        List<String> lines = new ArrayList<>(List.of(title));
        confusions.forEach((fact, confusion) -> {
            if (confusion.amounts()) {
                return;
            }
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: macro-F1 %.3f, accuracy %.3f of %d (always the most frequent: %.3f)",
                    fact,
                    confusion.macroF1(),
                    confusion.accuracy(),
                    confusion.size(),
                    confusion.mostFrequent()));
            lines.addAll(confusion.lines());
        });
        return lines;
    }

    /** How often each field of an agent's context is there, and how right it is. */
    public List<String> fields() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %8s %8s %9s %14s",
                "context field",
                "agents",
                "filled",
                "accuracy",
                "most frequent"));
        filled.forEach((field, count) -> {
            Confusion confusion = confusions.get(field);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-24s %8d %7.1f%% %9s %14s",
                    field,
                    count[1],
                    100.0 * count[0] / count[1],
                    confusion == null ? "no truth" : String.format(Locale.ROOT, "%.3f", confusion.accuracy()),
                    confusion == null ? "" : String.format(Locale.ROOT, "%.3f", confusion.mostFrequent())));
        });
        return lines;
    }
}
