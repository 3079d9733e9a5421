package io.delegraph;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.soabase.recordbuilder.core.RecordBuilderGenerated;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Processor;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The allowed dependencies between packages. */
class ArchitectureTest {
    private static final String ROOT = "io.delegraph.";

    /** Each package with the packages that it may use; a new one must be added here. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            uses("broker"),
            uses("install"),
            uses("schemas"),
            uses("aggregates", "schemas"),
            uses("analysis.graph", "schemas"),
            uses("ingest", "schemas"),
            uses("lifecycle.row", "schemas"),
            uses("pricing", "schemas"),
            uses("tools.demo.plan", "schemas"),
            uses("transcript", "schemas"),
            uses("aggregates.report", "aggregates", "schemas"),
            uses("analysis.patterns", "analysis.graph", "schemas"),
            uses("codec", "aggregates", "lifecycle.row", "schemas"),
            uses("security.shell"),
            uses("security.path", "schemas", "security.shell"),
            uses("security.action", "schemas", "security.path", "security.shell"),
            uses("security.rule", "schemas"),
            uses("security.ocsf", "schemas"),
            uses("security.session", "lifecycle", "lifecycle.row", "schemas", "security.action", "security.rule"),
            uses("security.risk", "aggregates", "schemas"),
            uses("ingest.claudecode", "ingest", "schemas", "security.action", "security.path"),
            uses("tools.demo.truth", "schemas", "tools.demo.plan"),
            uses("config", "analysis.patterns", "pricing", "schemas", "security.rule"),
            uses("ingest.adapters", "ingest", "ingest.claudecode", "schemas"),
            uses("lifecycle", "analysis.graph", "analysis.patterns", "codec", "lifecycle.row", "pricing", "schemas"),
            uses("metrics", "aggregates", "config", "lifecycle", "schemas"),
            uses("stream.record", "aggregates", "ingest.adapters", "lifecycle", "metrics", "schemas"),
            uses("stream.admin", "config", "stream.record"),
            uses("stream.clock", "stream.record"),
            uses("stream.link", "lifecycle", "schemas", "stream.record"),
            uses("doctor", "config", "ingest", "install", "stream.admin", "stream.record"),
            uses("live", "config", "schemas", "stream.admin", "stream.record"),
            uses(
                    "stream.core",
                    "codec",
                    "lifecycle",
                    "lifecycle.row",
                    "metrics",
                    "schemas",
                    "stream.clock",
                    "stream.record"),
            uses("stream.ingest", "config", "ingest", "metrics", "schemas", "stream.clock", "stream.record"),
            uses("tools.replay", "config", "schemas", "stream.admin", "stream.record"),
            uses(
                    "stream.metrics",
                    "aggregates",
                    "codec",
                    "lifecycle",
                    "schemas",
                    "stream.clock",
                    "stream.core",
                    "stream.record"),
            uses(
                    "stream.security",
                    "lifecycle",
                    "lifecycle.row",
                    "metrics",
                    "schemas",
                    "security.ocsf",
                    "security.rule",
                    "security.session",
                    "stream.core",
                    "stream.record"),
            uses("tools.simulation", "schemas", "tools.replay"),
            uses(
                    "query",
                    "aggregates",
                    "analysis.patterns",
                    "config",
                    "lifecycle",
                    "lifecycle.row",
                    "pricing",
                    "schemas",
                    "stream.admin",
                    "stream.core",
                    "security.session",
                    "stream.metrics",
                    "stream.record",
                    "stream.security"),
            uses(
                    "stream",
                    "config",
                    "ingest",
                    "ingest.adapters",
                    "lifecycle",
                    "metrics",
                    "stream.admin",
                    "stream.clock",
                    "stream.core",
                    "stream.ingest",
                    "stream.link",
                    "stream.metrics",
                    "stream.record",
                    "stream.security"),
            uses("tools.demo", "schemas", "tools.demo.plan", "tools.demo.truth", "tools.replay", "tools.simulation"),
            uses("cli.terminal", "query", "schemas"),
            uses("http", "live", "query", "schemas"),
            uses(
                    "tools.accuracy",
                    "analysis.patterns",
                    "ingest",
                    "ingest.adapters",
                    "lifecycle",
                    "lifecycle.row",
                    "schemas",
                    "security.rule",
                    "tools.demo",
                    "tools.demo.truth",
                    "tools.replay",
                    "tools.security"),
            uses(
                    "tools.bench",
                    "broker",
                    "codec",
                    "config",
                    "lifecycle.row",
                    "schemas",
                    "stream",
                    "stream.admin",
                    "stream.record",
                    "tools.replay",
                    "tools.simulation"),
            uses(
                    "tools.security",
                    "ingest",
                    "ingest.adapters",
                    "lifecycle",
                    "lifecycle.row",
                    "schemas",
                    "security.rule",
                    "security.session"),
            uses(
                    "cli",
                    "broker",
                    "cli.terminal",
                    "config",
                    "doctor",
                    "install",
                    "lifecycle",
                    "query",
                    "schemas",
                    "security.rule",
                    "stream",
                    "stream.admin",
                    "stream.record",
                    "tools.accuracy",
                    "tools.bench",
                    "tools.demo",
                    "tools.demo.truth",
                    "tools.replay",
                    "tools.security",
                    "transcript"),
            uses(
                    "http.api",
                    "aggregates",
                    "aggregates.report",
                    "http",
                    "live",
                    "pricing",
                    "query",
                    "schemas",
                    "security.risk",
                    "security.rule"),
            uses("http.auth", "http", "query"),
            uses(
                    "http.hooks",
                    "config",
                    "http",
                    "ingest",
                    "ingest.adapters",
                    "schemas",
                    "stream.admin",
                    "stream.record"),
            uses("http.page", "http"),
            uses("http.transcripts", "http", "ingest", "query", "schemas", "transcript"),
            uses(
                    "app",
                    "broker",
                    "cli",
                    "config",
                    "http",
                    "http.api",
                    "http.auth",
                    "http.hooks",
                    "http.page",
                    "http.transcripts",
                    "install",
                    "live",
                    "metrics",
                    "query",
                    "security.rule",
                    "stream",
                    "stream.admin"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.delegraph");

    private static Map.Entry<String, Set<String>> uses(String part, String... others) {
        return Map.entry(part, Set.of(others));
    }

    private static String part(JavaClass type) {
        String name = type.getPackageName().substring(ROOT.length());
        return name.startsWith("schemas") ? "schemas" : name;
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
    void shouldDependOnlyOnAllowedPackages(String part) {
        Set<String> allowed = new TreeSet<>(ARROWS.get(part));
        allowed.add(part);
        noClasses()
                .that(exactlyIn(part))
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
    void shouldUseNoClockAndNoRandomnessInTheDomain(String part) {
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
        return Stream.of("schemas", "pricing", "analysis", "ingest", "lifecycle", "codec", "aggregates", "transcript");
    }

    @Test
    void shouldAnnotateNullInTypes() {
        List<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(place -> !place.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .sorted()
                .toList();
        assertThat(unmarked).isEmpty();
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
                .resideOutsideOfPackage("io.delegraph.http..")
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

    /** Types that must be public for a reason that byte code does not show. */
    private static final Set<String> PUBLIC_FOR_OTHERS = Set.of(
            // started by the JVM
            ROOT + "app.Main",
            // its constants are copied where they are used
            ROOT + "query.PeerProtocol",
            // created by Kafka Streams by its name
            ROOT + "stream.RocksDbMemory");

    /** A type that only its own package uses must not be public. */
    @Test
    void shouldBePublicOnlyForOtherPackages() {
        JavaClasses all = new ClassFileImporter().importPackages("io.delegraph");
        List<String> alone = all.stream()
                .filter(type -> CLASSES.contain(type.getName()))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
                .filter(type -> !part(type).equals("schemas") && !PUBLIC_FOR_OTHERS.contains(type.getName()))
                // a generated builder is as public as its record
                .filter(type -> !type.isAnnotatedWith(RecordBuilderGenerated.class))
                .filter(type -> !usedElsewhere(type, all))
                .map(JavaClass::getName)
                .sorted()
                .toList();
        assertThat(alone).isEmpty();
    }

    /** Maximum number of components of a record that is constructed by position; with more, a call would be unreadable. */
    private static final int MAX_POSITIONAL_COMPONENTS = 9;

    @Test
    void shouldHaveABuilderForEveryLongRecord() {
        List<String> without = CLASSES.stream()
                .filter(JavaClass::isRecord)
                .filter(type -> type.reflect().getRecordComponents().length > MAX_POSITIONAL_COMPONENTS)
                .filter(type -> type.getMethods().stream()
                        .noneMatch(method -> method.getName().equals("builder")))
                .map(JavaClass::getName)
                .sorted()
                .toList();
        assertThat(without).isEmpty();
    }

    private static boolean usedElsewhere(JavaClass type, JavaClasses all) {
        return all.stream()
                .filter(other -> !other.getPackageName().equals(type.getPackageName()))
                .flatMap(other -> other.getDirectDependenciesFromSelf().stream())
                .anyMatch(use -> use.getTargetClass().getName().equals(type.getName())
                        || use.getTargetClass().getName().startsWith(type.getName() + "$"));
    }

    private static DescribedPredicate<JavaClass> exactlyIn(String part) {
        return DescribedPredicate.describe(
                "in exactly " + part, type -> part(type).equals(part));
    }

    private static DescribedPredicate<JavaClass> in(String part) {
        return JavaClass.Predicates.resideInAPackage(ROOT + part + "..").as("in %s", part);
    }
}
