package io.delegraph.query;

import io.delegraph.lifecycle.SessionAttention;
import io.delegraph.schemas.lifecycle.Attention;
import io.delegraph.schemas.lifecycle.AttentionFailure;
import io.delegraph.schemas.lifecycle.AttentionWait;
import io.delegraph.schemas.lifecycle.AttentionWork;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts together what a person should look at, from sessions or from the answers of several instances: each thing once. */
final class AttentionLists {
    private static final Comparator<AttentionWait> LONGEST_WAITING =
            Comparator.comparingLong(AttentionWait::since).thenComparing(AttentionWait::id);
    private static final Comparator<AttentionFailure> LATEST_FAILURE =
            Comparator.comparingLong(AttentionFailure::at).reversed().thenComparing(AttentionFailure::id);
    private static final Comparator<AttentionWork> LATEST_SEEN =
            Comparator.comparingLong(AttentionWork::lastSeenAt).reversed().thenComparing(AttentionWork::id);

    private final Map<String, AttentionWait> waits = new LinkedHashMap<>();
    private final Map<String, AttentionFailure> failures = new LinkedHashMap<>();
    private final Map<String, AttentionWork> work = new LinkedHashMap<>();
    private Attention.More more = new Attention.More(0, 0, 0);

    void add(SessionAttention session) {
        add(session.waits(), session.failures(), session.work().stream().toList());
    }

    private void add(List<AttentionWait> moreWaits, List<AttentionFailure> moreFailures, List<AttentionWork> moreWork) {
        moreWaits.forEach(wait -> waits.putIfAbsent(wait.id(), wait));
        moreFailures.forEach(failure -> failures.putIfAbsent(failure.id(), failure));
        moreWork.forEach(session -> work.putIfAbsent(session.id(), session));
    }

    /** Of several instances' answers, not none; missing is what every instance misses. */
    static Attention merged(List<Attention> answers) {
        AttentionLists all = new AttentionLists();
        for (Attention answer : answers) {
            all.add(answer.needsYou(), answer.wentWrong(), answer.atWork());
            all.more = new Attention.More(
                    all.more.needsYou() + answer.more().needsYou(),
                    all.more.wentWrong() + answer.more().wentWrong(),
                    all.more.atWork() + answer.more().atWork());
        }
        return all.build(
                answers.getFirst().asOf(),
                answers.stream().allMatch(Attention::allCounted),
                PageMerger.missingOf(
                        answers.stream().map(Attention::missingPartitions).toList()));
    }

    Attention build(long asOf, boolean allCounted, List<Integer> missingPartitions) {
        return new Attention(
                first(waits.values(), LONGEST_WAITING),
                first(failures.values(), LATEST_FAILURE),
                first(work.values(), LATEST_SEEN),
                new Attention.More(
                        more.needsYou() + beyond(waits),
                        more.wentWrong() + beyond(failures),
                        more.atWork() + beyond(work)),
                asOf,
                allCounted,
                missingPartitions);
    }

    private static <T> List<T> first(Collection<T> all, Comparator<T> order) {
        return all.stream().sorted(order).limit(Attention.MAX_ITEMS).toList();
    }

    private static int beyond(Map<String, ?> all) {
        return Math.max(0, all.size() - Attention.MAX_ITEMS);
    }
}
