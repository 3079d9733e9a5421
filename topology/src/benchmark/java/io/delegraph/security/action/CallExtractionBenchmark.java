package io.delegraph.security.action;

import io.delegraph.ingest.KeyedHashes;
import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.security.path.CallLocation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to read from the input of one tool call what the call does, by the size of the input. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CallExtractionBenchmark {
    private static final CallLocation LOCATION =
            new CallLocation("/home/dev/shop", "/home/dev/shop", null, "/home/dev");

    private static final String HERE_DOCUMENT = """
            cd services/billing && git status --short | head -5
            cat > scripts/migrate.py <<'SCRIPT'
            %sSCRIPT
            python3 scripts/migrate.py --check 2>&1 | tee build/migrate.log; rm -rf build/tmp
            """;

    /** As long scripts are: most of it is what a program reads, some of it is commands. */
    private static final String LINE = "rows = [row for row in table.read('invoices') if row.total > 100 and not row.paid]\n";

    /** More commands than anybody writes at once. */
    private static final String COMMANDS =
            "git -C services/billing diff --stat; grep -rn \"TODO $USER\" src | sort -u > build/todo.txt && ls -la ./src || true\n";

    /** Characters of the input. */
    @Param({"100", "1000", "10000", "100000", "1000000"})
    public int size;

    private final KeyedHashes hashes = KeyedHashes.keyed("a key of the benchmark");
    private String hereDocument;
    private String commands;
    private String content;

    /** Makes the inputs. */
    @Setup
    public void inputs() {
        hereDocument = HERE_DOCUMENT.formatted(LINE.repeat(1 + size / LINE.length()));
        commands = COMMANDS.repeat(1 + size / COMMANDS.length());
        content = LINE.repeat(1 + size / LINE.length());
    }

    /** A command line with a script in it. */
    @Benchmark
    public CallEvidence hereDocument() {
        return new CallExtractor(LOCATION).runs(hereDocument).build(hashes::targetHash);
    }

    /** A command line of nothing but commands. */
    @Benchmark
    public CallEvidence commands() {
        return new CallExtractor(LOCATION).runs(commands).build(hashes::targetHash);
    }

    /** A file that is written into the project. */
    @Benchmark
    public CallEvidence write() {
        return new CallExtractor(LOCATION)
                .writes("/home/dev/shop/src/main/java/shop/Invoices.java", content)
                .build(hashes::targetHash);
    }

    /** A file with a name by which nothing can be said at once. */
    @Benchmark
    public CallEvidence read() {
        return new CallExtractor(LOCATION)
                .reads("/home/dev/shop/.github/workflows/release.yml")
                .build(hashes::targetHash);
    }
}
