package io.delegraph.stream.admin;

import io.delegraph.stream.record.Names;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings with which one topic is created.
 *
 * @param configs all settings that differ from the broker's defaults
 * @param checked keys of {@code configs} whose values must be kept for correct results; the operator may change the others
 */
public record TopicSpec(String name, Map<String, String> configs, List<String> checked) {
    static final String TIMESTAMP_TYPE = "message.timestamp.type";
    static final String CLEANUP = "cleanup.policy";
    static final String COMPRESSION = "compression.type";
    private static final Duration DAY = Duration.ofDays(1);

    public static final List<TopicSpec> ALL = List.of(
            // The broker sets the arrival time, because hosts' clocks differ and inactivity is measured from the
            // arrival. Anybody may write
            // to this topic, and the uncompressed size of a record is unbounded, so the broker decompresses records and
            // rejects those that
            // are too large. Otherwise a compressed one would get through and crash its reader.
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
            compacted(Names.FINDINGS),
            retained(Names.FINDINGS_OCSF, DAY.multipliedBy(90), Map.of()),
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

    /** Keeps the last value of each key; superseded and deleted values disappear within about a day. */
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
