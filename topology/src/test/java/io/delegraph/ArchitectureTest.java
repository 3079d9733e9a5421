package io.delegraph;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between packages. */
class ArchitectureTest {
    private static final String ROOT = "io.delegraph.";

    /** Each package and those that it may use; a new one must say here where it stands. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            uses("schemas"),
            uses("pricing", "schemas"),
            uses("graph", "schemas"),
            uses("patterns", "schemas", "graph"),
            uses("config", "schemas", "pricing", "patterns"),
            uses("broker"),
            uses("install"),
            uses("ingest", "schemas"),
            uses("lifecycle", "schemas", "pricing", "graph", "patterns"),
            uses("metrics", "schemas", "config", "lifecycle", "windows"),
            uses("windows", "schemas"),
            uses("stream", "schemas", "pricing", "config", "ingest", "lifecycle", "metrics", "windows"),
            uses("live", "schemas", "config", "stream"),
            uses(
                    "query",
                    "schemas",
                    "pricing",
                    "patterns",
                    "config",
                    "ingest",
                    "lifecycle",
                    "stream",
                    "live",
                    "windows"),
            uses("replay", "schemas", "config", "stream"),
            uses("transcript", "schemas"),
            uses("simulation", "schemas", "replay"),
            uses("demo", "schemas", "replay", "simulation"),
            uses("accuracy", "schemas", "ingest", "lifecycle", "patterns", "replay", "demo"),
            uses("bench", "schemas", "config", "broker", "lifecycle", "stream", "query", "replay", "simulation"),
            uses("doctor", "schemas", "config", "ingest", "stream", "install"),
            uses(
                    "cli",
                    "accuracy",
                    "schemas",
                    "pricing",
                    "config",
                    "broker",
                    "lifecycle",
                    "metrics",
                    "stream",
                    "live",
                    "query",
                    "replay",
                    "transcript",
                    "simulation",
                    "demo",
                    "bench",
                    "install",
                    "doctor"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.delegraph");

    private static Map.Entry<String, Set<String>> uses(String part, String... others) {
        return Map.entry(part, Set.of(others));
    }

    private static String part(JavaClass type) {
        String behind = type.getPackageName().substring(ROOT.length());
        return behind.split("\\.", -1)[0];
    }

    static Stream<String> parts() {
        return ARROWS.keySet().stream();
    }

    @Test
    void shouldKnowEveryPackage() {
        Set<String> found = new TreeSet<>();
        CLASSES.forEach(type -> found.add(part(type)));
        assertThat(ARROWS.keySet()).containsAll(found);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void shouldDependOnlyOnWhatStandsBelow(String part) {
        Set<String> allowed = new TreeSet<>(ARROWS.get(part));
        allowed.add(part);
        noClasses()
                .that(in(part))
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("belong to another part of Delegraph than " + allowed) {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getPackageName().startsWith(ROOT) && !allowed.contains(part(type));
                    }
                })
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoCycles() {
        slices().matching("io.delegraph.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("pure")
    void shouldKnowNoKafkaNoHttpAndNoFilesInTheDomain(String part) {
        noClasses()
                .that(in(part))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.helidon..",
                        "io.micrometer..",
                        "org.slf4j..",
                        "java.net.http..",
                        "java.nio.file..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("pure")
    void shouldReadNoClockAndRollNoDiceInTheDomain(String part) {
        noClasses()
                .that(in(part))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|UUID|concurrent\\.ThreadLocalRandom)|java\\.util\\.Date")
                .check(CLASSES);
    }

    static Stream<String> pure() {
        return Stream.of("schemas", "pricing", "graph", "patterns", "ingest", "lifecycle", "windows", "transcript");
    }

    @Test
    void shouldReadNoClockInProcessors() {
        noClasses()
                .that()
                .areAssignableTo(Processor.class)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void shouldReadSettingsWithoutKafka() {
        noClasses()
                .that(in("config"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.helidon..")
                .check(CLASSES);
    }

    @Test
    void shouldServeHttpInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.delegraph.query..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.helidon..")
                .because("another server would be a matter of one package")
                .check(CLASSES);
    }

    @Test
    void shouldKnowAClientInItsAdapterAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.delegraph.ingest.claudecode..", "io.delegraph.ingest.adapters..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.delegraph.ingest.claudecode..")
                .because("another client is a package of its own and a line in the list of adapters")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> in(String part) {
        return JavaClass.Predicates.resideInAPackage(ROOT + part + "..").as("in %s", part);
    }
}
