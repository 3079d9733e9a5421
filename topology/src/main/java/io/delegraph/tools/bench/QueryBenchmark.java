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

/** How long every question takes to be answered, one after the other. */
final class QueryBenchmark {
    /** Each question so often; the first time nobody has asked it before. */
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
                + " days in every window; lists of sessions and agents; /metrics");
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
            families.computeIfAbsent(question.family(), it -> new ArrayList<>()).add(asked);
        }
    }

    /** Whether the answer is that it would be too long; anything else is a mistake. */
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
        for (TimedQuery it : all.subList(0, Math.min(SLOWEST_SHOWN, all.size()))) {
            ApiQuery question = it.question;
            report.note(String.format(
                    Locale.ROOT,
                    "  %,.0f ms, %,d kB: %s%s",
                    it.ms,
                    it.bytes / 1024,
                    question.what(),
                    question.range()));
        }
        report.atMost(BUDGET_MS, "slowest answer", all.getFirst().ms, "ms");
    }

    private void printFigures(String what, List<TimedQuery> asked) {
        Percentiles ms =
                new Percentiles(asked.stream().mapToDouble(TimedQuery::ms).toArray());
        report.figure(what + ", p50", ms.at(0.5), "ms");
        report.figure(what + ", p99", ms.at(0.99), "ms");
    }
}
