package io.delegraph.tools.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All queries over many sessions that the instance's own {@code /openapi.json} describes. */
final class ApiQueries {
    private static final String METRICS = "/api/v1/metrics/";
    private static final Map<String, Duration> RANGES = new LinkedHashMap<>();

    /** The retention of windows of each size, and the limit of 3,000 windows per query. */
    private static final Map<String, Duration> MAX_RANGES = Map.of(
            "1m", Duration.ofDays(1), "5m", Duration.ofDays(7), "1h", Duration.ofDays(30), "1d", Duration.ofDays(30));

    /** The paths whose groupings {@code windows} accepts for a subject. */
    private static final Map<String, String> SUBJECTS = new LinkedHashMap<>();

    static {
        for (int days : new int[] {1, 7, 30}) {
            RANGES.put(days + " d", Duration.ofDays(days));
        }
        SUBJECTS.put("delegation", "delegation");
        SUBJECTS.put("workflow", "coordination");
        SUBJECTS.put("part", "bottlenecks");
    }

    private final JsonNode paths;
    private final long now;
    private final List<ApiQuery> all = new ArrayList<>();

    /**
     * One query.
     *
     * @param family name of the group in which it is reported
     * @param what is asked, for a person
     * @param range for a person, with a comma before it; empty without one
     */
    record ApiQuery(String family, String what, String range, String path) {}

    private ApiQueries(JsonNode openApi, long now) {
        this.paths = openApi.get("paths");
        this.now = now;
    }

    /** The queries as of {@code now}, epoch ms. */
    static List<ApiQuery> of(JsonNode openApi, long now) {
        ApiQueries questions = new ApiQueries(openApi, now);
        questions.metrics();
        questions.lists();
        return questions.all;
    }

    private void metrics() {
        paths.fieldNames().forEachRemaining(path -> {
            if (path.startsWith(METRICS)) {
                String name = path.substring(METRICS.length());
                if (name.equals("windows")) {
                    SUBJECTS.forEach((subject, like) -> metrics(path, METRICS + like, "&subject=" + subject));
                } else {
                    metrics(path, path, "");
                }
            }
        });
    }

    private void metrics(String path, String groupingsOf, String more) {
        for (String grouping : words(groupingsOf, "group_by")) {
            for (String window : words(path, "window")) {
                RANGES.forEach((range, length) -> {
                    if (length.compareTo(MAX_RANGES.get(window)) <= 0) {
                        add(
                                path.substring(METRICS.length()),
                                path.substring(METRICS.length()) + more + " by " + grouping,
                                ", " + range + " of " + window,
                                path + "?window=" + window + "&group_by="
                                        + URLEncoder.encode(grouping, StandardCharsets.UTF_8) + "&from="
                                        + (now - length.toMillis()) + "&to=" + now + more);
                    }
                });
            }
        }
    }

    private List<String> words(String path, String parameter) {
        List<String> words = new ArrayList<>();
        for (JsonNode queryParameter : paths.at("/" + path.replace("/", "~1") + "/get/parameters")) {
            if (queryParameter.get("name").asText().equals(parameter)) {
                queryParameter.at("/schema/enum").forEach(word -> words.add(word.asText()));
            }
        }
        return words;
    }

    private void lists() {
        for (String query : List.of(
                "",
                "?limit=1000",
                "?state=ACTIVE,WAITING",
                "?state=COMPLETED&limit=1000",
                "?project=project-0",
                "?user=dev24&limit=1000",
                "?from=" + (now - Duration.ofDays(1).toMillis()),
                "?to=" + (now - Duration.ofDays(20).toMillis()))) {
            add("sessions", "sessions" + query, "", "/api/v1/sessions" + query);
        }
        for (String query : List.of(
                "",
                "?limit=1000",
                "?state=ACTIVE",
                "?state=LOST",
                "?state=FAILED",
                "?state=REFUSED&limit=1000",
                "?state=COMPLETED&limit=1000")) {
            add("agents", "agents" + query, "", "/api/v1/agents" + query);
        }
        for (String query : List.of("", "?limit=1000", "?source=demo&limit=1000", "?project=project-0")) {
            add("live graph", "live/graph" + query, "", "/api/v1/live/graph" + query);
        }
        for (String words : List.of("explore", "project-7", "completed+team-agent-9", "never-heard-of")) {
            add("search", "search?q=" + words, "", "/api/v1/search?q=" + words);
        }
        add("/metrics", "/metrics", "", "/metrics");
    }

    private void add(String family, String label, String range, String path) {
        all.add(new ApiQuery(family, label, range, path));
    }
}
