package io.delegraph.bench;

import io.delegraph.bench.Questions.Question;
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
final class Answers {
    /** Each question so often; the first time nobody has asked it before. */
    private static final int TIMES = 3;

    private static final int TOLD = 5;
    private static final double BUDGET = 2_000;

    private final Report report;
    private final Map<String, List<Asked>> families = new LinkedHashMap<>();
    private final List<Asked> all = new ArrayList<>();
    private final Set<String> refused = new TreeSet<>();
    private int refusals;

    private record Asked(Question question, double ms, int bytes) {}

    private Answers(Report report) {
        this.report = report;
    }

    static void measure(Asking asking, Report report) {
        List<Question> questions = Questions.of(asking.json("/openapi.json").orElseThrow(), System.currentTimeMillis());
        Answers answers = new Answers(report);
        for (int i = 0; i < TIMES; i++) {
            questions.forEach(question -> answers.ask(asking, question));
        }
        report.note(questions.size() + " questions, " + TIMES
                + " times each: every group_by of every metric over 1, 7 and 30"
                + " days in every window; lists of sessions and agents; /metrics");
        answers.tell();
    }

    private void ask(Asking asking, Question question) {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = asking.ask(question.path());
        Asked asked = new Asked(question, (System.nanoTime() - start) / 1e6, answer.body().length);
        all.add(asked);
        if (refused(question, answer)) {
            refusals++;
            refused.add(question.what());
        } else {
            families.computeIfAbsent(question.family(), it -> new ArrayList<>()).add(asked);
        }
    }

    /** Whether the answer is that it would be too long; anything else is a mistake. */
    private static boolean refused(Question question, HttpResponse<byte[]> answer) {
        if (answer.statusCode() == 200) {
            return false;
        }
        String problem = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() == 400 && problem.contains("too-much")) {
            return true;
        }
        throw new IllegalStateException(question.path() + " is answered " + answer.statusCode() + ": " + problem);
    }

    private void tell() {
        if (refusals > 0) {
            report.note(refusals / TIMES + " of them are refused, the answer would have more than 10,000 windows; of "
                    + String.join("; ", refused) + ". Not in these figures:");
        }
        families.forEach(this::tell);
        tell("all of them", families.values().stream().flatMap(List::stream).toList());
        all.sort(Comparator.comparingDouble(Asked::ms).reversed());
        report.note("the slowest, refusals among them:");
        for (Asked it : all.subList(0, Math.min(TOLD, all.size()))) {
            Question question = it.question;
            report.note(String.format(
                    Locale.ROOT,
                    "  %,.0f ms, %,d kB: %s%s",
                    it.ms,
                    it.bytes / 1024,
                    question.what(),
                    question.range()));
        }
        report.atMost(BUDGET, "slowest answer", all.getFirst().ms, "ms");
    }

    private void tell(String what, List<Asked> asked) {
        Percentiles ms = new Percentiles(asked.stream().mapToDouble(Asked::ms).toArray());
        report.figure(what + ", p50", ms.at(0.5), "ms");
        report.figure(what + ", p99", ms.at(0.99), "ms");
    }
}
