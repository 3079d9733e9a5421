package io.delegraph.http.api;

import io.delegraph.aggregates.Grouping;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.query.Queries.MetricFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a request: whole ones, including the current one.
 *
 * @param from start of the first, epoch ms
 * @param to end of the last, epoch ms
 * @param groupBy name of the grouping
 * @param source as the client or as the metrics name it; null for any
 */
record WindowParameters(
        WindowSize size,
        long from,
        long to,
        String groupBy,
        @Nullable String source) {
    static final String[] PARAMETERS = {"window", "from", "to", "group_by", "source"};
    private static final int MAX_WINDOWS = 3_000;

    /**
     * The requested windows; by default the last hour in minutes, six hours in five minutes, a day in hours, or 30 days.
     *
     * @param groupings the allowed ones, the default first
     * @param now epoch ms
     */
    static WindowParameters of(Request request, List<String> groupings, long now) {
        List<String> words = List.of("1h", "1m", "5m", "1d");
        WindowSize size = WindowSize.of(request.choice("window", words)).orElseThrow();
        Long givenTo = request.time("to");
        Long givenFrom = request.time("from");
        long last = givenTo == null ? now : givenTo - 1;
        long to = size.startOf(last) + size.ms();
        long from = size.startOf(givenFrom == null ? to - defaultDuration(size) : givenFrom);
        if (from >= to || (givenFrom != null && givenFrom > last)) {
            throw Problem.badParameter("from", String.valueOf(request.text("from")), "a time before to")
                    .exception();
        }
        if ((to - from) / size.ms() > MAX_WINDOWS) {
            throw Problem.badParameter(
                            "from",
                            String.valueOf(request.text("from")),
                            "a time at most " + MAX_WINDOWS + " windows of " + size.wireName() + " before to")
                    .exception();
        }
        return new WindowParameters(size, from, to, request.choice("group_by", groupings), request.text("source"));
    }

    private static long defaultDuration(WindowSize size) {
        return switch (size) {
            case MINUTE -> 60 * size.ms();
            case FIVE_MINUTES -> 72 * size.ms();
            case HOUR -> 24 * size.ms();
            case DAY -> 30 * size.ms();
        };
    }

    MetricFilter filter(Subject subject) {
        return filter(subject, groupBy);
    }

    /** The same windows by another grouping. */
    MetricFilter filter(Subject subject, String grouping) {
        Grouping found = Groupings.find(subject, grouping).orElseThrow();
        return new MetricFilter(size, found, from, to, source);
    }

    long length() {
        return to - from;
    }
}
