package io.delegraph.cli;

import io.delegraph.query.Queries;
import io.delegraph.query.RemoteQueries;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.tools.demo.truth.ComparisonSummary;
import io.delegraph.tools.demo.truth.FactNames;
import io.delegraph.tools.demo.truth.Label;
import io.delegraph.tools.demo.truth.SessionQueries;
import io.delegraph.tools.demo.truth.TruthComparison;
import io.delegraph.tools.demo.truth.TruthFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Compares a demo's truth with the answers of an instance over HTTP. */
final class DemoCheck {
    /** A lost agent is reported {@code lifecycle.absent-grace} after its last event (10 s by default), plus some seconds. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_SHOWN = 20;
    private static final int EVENTS_PER_PAGE = 1_000;

    /** Hooks that a running demo sent within this time may still be in flight. */
    private static final long IN_FLIGHT_MS = Duration.ofSeconds(5).toMillis();

    private final Path file;
    private final InstanceFinder.Address address;
    private final @Nullable String token;

    DemoCheck(Path file, InstanceFinder.Address address, @Nullable String token) {
        this.file = file;
        this.address = address;
        this.token = token;
    }

    /** Prints the differences and then the counts. Returns the exit code. */
    int run(PrintWriter out) {
        List<Label> labels = labels();
        SessionQueries answers = answers(RemoteQueries.of(address.url(), token));
        long giveUp = System.nanoTime() + MAX_WAIT.toNanos();
        ComparisonSummary tally = tally(labels, answers);
        while (!tally.wrong().isEmpty() && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(POLL.toNanos());
            tally = tally(labels, answers);
        }
        List<TruthComparison.LabelResult> wrong = tally.wrong();
        wrong.stream().limit(MOST_SHOWN).map(TruthComparison.LabelResult::line).forEach(out::println);
        if (wrong.size() > MOST_SHOWN) {
            out.println("and " + (wrong.size() - MOST_SHOWN) + " more");
        }
        tally.lines().forEach(out::println);
        out.flush();
        return tally.passed() ? 0 : 1;
    }

    private ComparisonSummary tally(List<Label> labels, SessionQueries answers) {
        long sentUntil = labels.stream()
                .filter(label -> label.fact().equals(FactNames.SENT_UNTIL))
                .map(Label::knownAt)
                .findFirst()
                .orElseGet(() -> System.currentTimeMillis() - IN_FLIGHT_MS);
        try {
            return new ComparisonSummary(TruthComparison.of(labels, answers, sentUntil));
        } catch (Queries.NotAvailableException e) {
            throw address.unreachable(e);
        }
    }

    private List<Label> labels() {
        try {
            return TruthFile.read(file);
        } catch (NoSuchFileException e) {
            throw new CommandException("--check " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new CommandException("--check " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static SessionQueries answers(Queries queries) {
        return new SessionQueries() {
            @Override
            public Optional<Hierarchy> hierarchy(String sessionId) {
                return queries.hierarchy(sessionId, null);
            }

            @Override
            public Optional<List<TimelineEntry>> events(String sessionId) {
                return allEvents(queries, sessionId);
            }
        };
    }

    private static Optional<List<TimelineEntry>> allEvents(Queries queries, String sessionId) {
        List<TimelineEntry> all = new ArrayList<>();
        String cursor = null;
        do {
            Optional<Queries.TimelinePage> page = queries.events(
                    sessionId, Queries.TimelineFilter.ANY, new Queries.PageRequest(EVENTS_PER_PAGE, cursor));
            if (page.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(page.get().items());
            cursor = page.get().next();
        } while (cursor != null);
        return Optional.of(all);
    }
}
