package io.delegraph.stream.record;

import io.delegraph.aggregates.MetricSeries;
import io.delegraph.aggregates.WindowSize;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The keys of metric records: parts separated by slashes, with users' values percent-encoded. */
public final class MetricKey {
    private MetricKey() {}

    /** {@code claude-code/delegation/agent_type,outcome/Explore/FAILED}. */
    public static String of(MetricSeries series) {
        List<String> parts = new ArrayList<>();
        parts.add(encode(series.source()));
        addGroup(parts, series);
        return String.join("/", parts);
    }

    /** {@code claude-code/1h/1795359600000/delegation/agent_type,outcome/Explore/FAILED}. */
    public static String of(WindowSize size, long start, MetricSeries series) {
        List<String> parts = new ArrayList<>(List.of(encode(series.source()), size.wireName(), Long.toString(start)));
        addGroup(parts, series);
        return String.join("/", parts);
    }

    private static void addGroup(List<String> parts, MetricSeries series) {
        parts.add(series.grouping().subject().wireName());
        parts.add(series.grouping().name());
        series.values().forEach(value -> parts.add(encode(value)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
