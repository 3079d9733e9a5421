package io.delegraph.tools.security;

import io.delegraph.lifecycle.Session;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.schemas.security.Severity;
import io.delegraph.security.rule.ObservedSession;
import io.delegraph.security.rule.RuleCatalog;
import io.delegraph.security.rule.SecurityPolicy;
import io.delegraph.security.session.FindingReviser;
import io.delegraph.security.session.NotableCallSource;
import io.delegraph.security.session.SessionObserver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges sessions by two policies, with the same rules as while they run, and counts what differs. */
public final class PolicyComparison {
    /** Changed findings that are kept; of more only the counts are. */
    public static final int MAX_CHANGED = 1_000;

    private static final List<String> RULES =
            RuleCatalog.all().stream().map(RuleCatalog.RuleDescription::id).toList();

    private final FindingReviser before;
    private final FindingReviser after;
    private final SortedMap<CountKey, Map<FindingChange, Integer>> counts = new TreeMap<>();
    private final List<ChangedFinding> changed = new ArrayList<>();
    private int leftOut;
    private @Nullable Severity worst;

    /**
     * The findings of a rule with one severity: that after the change, of those that are gone that before.
     *
     * @param counts of each change that there is
     */
    public record RuleCount(String rule, Severity severity, Map<FindingChange, Integer> counts) {
        /** The number of findings with this change. */
        public int of(FindingChange change) {
            return counts.getOrDefault(change, 0);
        }
    }

    /** A finding that is another one after the change; as it is then, or as it was when it is gone. */
    public record ChangedFinding(FindingChange change, SecurityFinding finding) {}

    private record CountKey(String rule, Severity severity) implements Comparable<CountKey> {
        private static final Comparator<CountKey> ORDER = Comparator.<CountKey>comparingInt(
                        key -> RULES.indexOf(key.rule))
                .thenComparing(CountKey::severity, Comparator.reverseOrder());

        @Override
        public int compareTo(CountKey other) {
            return ORDER.compare(this, other);
        }
    }

    public PolicyComparison(SecurityPolicy before, SecurityPolicy after) {
        this.before = new FindingReviser(before);
        this.after = new FindingReviser(after);
    }

    /**
     * Judges a session.
     *
     * @param now until when events were awaited, epoch ms
     */
    public void add(Session session, long now) {
        List<AgentLifecycle> agents = session.view(now).agents();
        ObservedSession observed = SessionObserver.observe(session.rows(), agents, NotableCallSource.everyCall(), now);
        Map<String, SecurityFinding> found = findings(before, observed, agents, now);
        Map<String, SecurityFinding> then = findings(after, observed, agents, now);
        TreeSet<String> ids = new TreeSet<>(found.keySet());
        ids.addAll(then.keySet());
        ids.forEach(id -> count(found.get(id), then.get(id)));
    }

    private static Map<String, SecurityFinding> findings(
            FindingReviser reviser, ObservedSession session, List<AgentLifecycle> agents, long now) {
        return reviser.revise(Map.of(), session, agents, now).stream()
                .collect(Collectors.toMap(SecurityFinding::id, Function.identity()));
    }

    private void count(@Nullable SecurityFinding found, @Nullable SecurityFinding then) {
        FindingChange change = FindingChange.of(found, then);
        SecurityFinding shown = Objects.requireNonNull(then == null ? found : then, "one of them is there");
        counts.computeIfAbsent(new CountKey(shown.rule(), shown.severity()), key -> new EnumMap<>(FindingChange.class))
                .merge(change, 1, Integer::sum);
        if (change == FindingChange.UNCHANGED) {
            return;
        }
        if (changed.size() < MAX_CHANGED) {
            changed.add(new ChangedFinding(change, shown));
        } else {
            leftOut++;
        }
        boolean alarms = change == FindingChange.ADDED
                || change == FindingChange.REOPENED
                || change == FindingChange.RAISED && shown.state().open();
        if (alarms && (worst == null || shown.severity().compareTo(worst) > 0)) {
            worst = shown.severity();
        }
    }

    /** By rule in the order in which documents name them, and then the most severe first. */
    public List<RuleCount> counts() {
        return counts.entrySet().stream()
                .map(entry ->
                        new RuleCount(entry.getKey().rule(), entry.getKey().severity(), entry.getValue()))
                .toList();
    }

    /** The findings that are not as they were, the most severe first. */
    public List<ChangedFinding> changed() {
        return changed.stream()
                .sorted(Comparator.comparing(
                                (ChangedFinding each) -> each.finding().severity())
                        .reversed()
                        .thenComparing(each -> each.finding().at())
                        .thenComparing(each -> each.finding().id()))
                .toList();
    }

    /** Changed findings that are only counted. */
    public int leftOut() {
        return leftOut;
    }

    /** The highest severity of what is open after the change and was not, or was less severe; null when there is none. */
    public @Nullable Severity worst() {
        return worst;
    }
}
