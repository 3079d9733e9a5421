package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.config.Settings;
import io.delegraph.stream.record.Names;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The description of the topology is a contract with the data in Kafka: another sub-topology number, store or topic name abandons data.
 * After an intended change: {@code mvn test -pl schemas,topology -Dtest=DescribeTest -Ddelegraph.regenerate=true
 * -Dsurefire.failIfNoSpecifiedTests=false}, and review the difference.
 */
class DescribeTest {
    private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");
    private static final Pattern NAME =
            Pattern.compile("(?:Source|Processor|Sink): (\\S+)|(?:topics?|stores): ([^)]+)");

    private static String description() {
        return DelegraphTopology.build(
                        Settings.load(null, Map.of()), partition -> Optional.empty(), new SimpleMeterRegistry())
                .describe()
                .toString();
    }

    @Test
    void shouldMatchTheGoldenDescription() throws IOException {
        if (Boolean.getBoolean("delegraph.regenerate")) {
            Files.writeString(GOLDEN, description());
        }
        assertThat(description()).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void shouldUseExplicitNames() throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : Names.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                constants.add(field.get(null));
            }
        }
        List<String> names = new ArrayList<>();
        for (MatchResult found : NAME.matcher(description()).results().toList()) {
            String list = found.group(1) != null ? found.group(1) : found.group(2);
            for (String name : list.replaceAll("[\\[\\]{}]", "").split(", ", -1)) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
        assertThat(names)
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(constants).contains(name));
    }
}
