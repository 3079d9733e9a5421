package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a person should look at first, over all sessions that were seen in the last 24 hours. Each list has at most {@link #MAX_ITEMS}
 * items.
 *
 * @param needsYou agents that wait for a person, the longest waiting first; a root that waits for the next prompt is none
 * @param wentWrong what failed in the last 24 hours, by event time, the latest first
 * @param atWork sessions with an agent at work, the latest seen first
 * @param more how many more there are of each
 * @param asOf when it was asked, epoch ms
 * @param allCounted false when there are more sessions than were looked through: the latest seen were
 * @param missingPartitions whose sessions are not in it; when not empty the answer is partial
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Attention(
        List<AttentionWait> needsYou,
        List<AttentionFailure> wentWrong,
        List<AttentionWork> atWork,
        More more,
        long asOf,
        boolean allCounted,
        List<Integer> missingPartitions) {
    /** Of each list. */
    public static final int MAX_ITEMS = 50;

    public Attention {
        needsYou = List.copyOf(needsYou);
        wentWrong = List.copyOf(wentWrong);
        atWork = List.copyOf(atWork);
        missingPartitions = List.copyOf(missingPartitions);
    }

    /** How many items of each list are left out. */
    public record More(int needsYou, int wentWrong, int atWork) {}
}
