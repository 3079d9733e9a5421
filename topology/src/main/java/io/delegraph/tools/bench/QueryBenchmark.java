package io.delegraph.tools.bench;

import io.delegraph.tools.bench.ApiQueries.ApiQuery;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Measures the response time of every query, one after the other. */
final class QueryBenchmark {
    /** Number of repetitions of each query; the first one finds cold caches. */
    private static final int REPETITIONS = 3;

    private static final int SLOWEST_SHOWN = 5;
    private static final double BUDGET_MS = 2_000;

    private final BenchmarkReport report;
    private final Map<String, List<TimedQuery>> families = new LinkedHashMap<>();
    private final List<TimedQuery> all = new ArrayList<>();
    private final Set<String> refused = new TreeSet<>();
    private int refusals;

    private record TimedQuery(ApiQuery question, double ms, int bytes) {}

    private QueryBenchmark(BenchmarkReport report) {
        this.report = report;
    }

    static void measure(ApiClient asking, BenchmarkReport report) {
        List<ApiQuery> questions =
                ApiQueries.of(asking.json("/openapi.json").orElseThrow(), System.currentTimeMillis());
        QueryBenchmark answers = new QueryBenchmark(report);
        for (int i = 0; i < REPETITIONS; i++) {
            questions.forEach(question -> answers.ask(asking, question));
        }
        report.note(questions.size() + " questions, " + REPETITIONS
                + " times each: every group_by of every metric over 1, 7 and 30"
                + " days in every window; lists of sessions and agents; searches; /metrics");
        answers.printFigures();
    }

    private void ask(ApiClient asking, ApiQuery question) {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = asking.ask(question.path());
        TimedQuery asked = new TimedQuery(question, (System.nanoTime() - start) / 1e6, answer.body().length);
        all.add(asked);
        if (refused(question, answer)) {
            refusals++;
            refused.add(question.what());
        } else {
            families.computeIfAbsent(question.family(), family -> new ArrayList<>())
                    .add(asked);
        }
    }

    /** Whether the response is that the result would be too long; any other error is a failure. */
    private static boolean refused(ApiQuery question, HttpResponse<byte[]> answer) {
        if (answer.statusCode() == 200) {
            return false;
        }
        String problem = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() == 400 && problem.contains("too-much")) {
            return true;
        }
        throw new IllegalStateException(question.path() + " is answered " + answer.statusCode() + ": " + problem);
    }

    private void printFigures() {
        if (refusals > 0) {
            report.note(
                    refusals / REPETITIONS + " of them are refused, the answer would have more than 10,000 windows; of "
                            + String.join("; ", refused) + ". Not in these figures:");
        }
        families.forEach(this::printFigures);
        printFigures(
                "all of them", families.values().stream().flatMap(List::stream).toList());
        all.sort(Comparator.comparingDouble(TimedQuery::ms).reversed());
        report.note("the slowest, refusals among them:");
        for (TimedQuery query : all.subList(0, Math.min(SLOWEST_SHOWN, all.size()))) {
            ApiQuery question = query.question;
            report.note(String.format(
                    Locale.ROOT,
                    "  %,.0f ms, %,d kB: %s%s",
                    query.ms,
                    query.bytes / 1024,
                    question.what(),
                    question.range()));
        }
        report.atMost(BUDGET_MS, "slowest answer", all.getFirst().ms, "ms");
    }

    private void printFigures(String label, List<TimedQuery> asked) {
        Percentiles ms =
                new Percentiles(asked.stream().mapToDouble(TimedQuery::ms).toArray());
        report.figure(label + ", p50", ms.at(0.5), "ms");
        report.figure(label + ", p99", ms.at(0.99), "ms");
    }
}
