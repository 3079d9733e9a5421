package io.delegraph.stream.admin;

import io.delegraph.stream.record.Names;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One topic as it is created.
 *
 * @param configs all of its own settings
 * @param checked keys of {@code configs} without which the answers would be wrong; the others are the operator's to change
 */
public record TopicSpec(String name, Map<String, String> configs, List<String> checked) {
    static final String TIMESTAMP_TYPE = "message.timestamp.type";
    static final String CLEANUP = "cleanup.policy";
    static final String COMPRESSION = "compression.type";
    private static final Duration DAY = Duration.ofDays(1);

    public static final List<TopicSpec> ALL = List.of(
            // Arrival time is the broker's: hosts' clocks differ, and silence is measured from arrival.
            // Anybody may write there, and what a record unpacks to is bounded by nothing: so the broker unpacks it,
            // and refuses what
            // is more than a topic takes. Compressed it would be refused by nobody, and end whoever reads it.
            retained(
                    Names.HOOKS,
                    DAY,
                    Map.of(
                            "segment.ms",
                            ms(Duration.ofHours(1)),
                            TIMESTAMP_TYPE,
                            "LogAppendTime",
                            COMPRESSION,
                            "uncompressed")),
            retained(Names.HOOKS_REJECTED, DAY, Map.of("segment.ms", ms(Duration.ofHours(1)))),
            retained(Names.EVENTS, DAY.multipliedBy(30), Map.of()),
            compacted(Names.LIFECYCLES),
            compacted(Names.WORKFLOWS),
            retained(Names.PROCESSES, DAY, Map.of()),
            retained(Names.METRIC_DELTAS, DAY, Map.of()),
            compacted(Names.METRICS));

    private static TopicSpec retained(String name, Duration retention, Map<String, String> more) {
        Map<String, String> configs = new HashMap<>(more);
        configs.put(CLEANUP, "delete");
        configs.put("retention.ms", ms(retention));
        return new TopicSpec(
                name,
                Map.copyOf(configs),
                more.containsKey(TIMESTAMP_TYPE) ? List.of(CLEANUP, TIMESTAMP_TYPE) : List.of(CLEANUP));
    }

    /** The last value of each key; what is superseded or tombstoned is gone within about a day. */
    private static TopicSpec compacted(String name) {
        return new TopicSpec(
                name,
                Map.of(CLEANUP, "compact", "segment.ms", ms(DAY), "max.compaction.lag.ms", ms(DAY)),
                List.of(CLEANUP));
    }

    private static String ms(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
