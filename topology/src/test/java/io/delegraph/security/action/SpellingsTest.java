package io.delegraph.security.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess;
import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.security.path.CallLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published lists of spellings, judged line by line. */
class SpellingsTest {
    private static final CallLocation LOCATION =
            new CallLocation("/home/dev/project", "/home/dev/project", null, "/home/dev");

    private static final Set<PathClass> NOT_ONES_OWN = Set.of(
            PathClass.HOME_ROOT,
            PathClass.HOME_OTHER,
            PathClass.FILE_SYSTEM_ROOT,
            PathClass.SYSTEM,
            PathClass.GIT_DIRECTORY,
            PathClass.OTHER_WORKTREE);

    private static final Map<String, Predicate<CallEvidence>> RULES = Map.of(
            "C1",
            evidence -> evidence.accesses().stream()
                    .anyMatch(access -> access.operation() == Operation.DELETE
                            && access.recursive()
                            && NOT_ONES_OWN.contains(access.pathClass())),
            "B1",
            evidence -> evidence.accesses().contains(new PathAccess(Operation.READ, PathClass.SECRET, false))
                    || evidence.accesses().contains(new PathAccess(Operation.READ, PathClass.PROJECT_SECRET, false))
                    || evidence.features().contains(CommandFeature.CREDENTIAL_TOOL),
            "B4",
            evidence -> evidence.hosts().contains(HostClass.METADATA)
                    || evidence.features().contains(CommandFeature.SENDS)
                            && (evidence.hosts().contains(HostClass.DROP)
                                    || evidence.hosts().contains(HostClass.RAW))
                    || evidence.features().contains(CommandFeature.UPLOADS)
                            && !evidence.hosts().equals(List.of(HostClass.LOOPBACK)),
            "T1",
            evidence -> evidence.accesses().stream()
                    .anyMatch(access -> access.operation() != Operation.READ
                            && access.operation() != Operation.SEARCH
                            && (access.pathClass() == PathClass.AGENT_SETTINGS
                                    || access.pathClass() == PathClass.AGENT_HOOKS)));

    /** A list of the document. */
    record Spellings(String rule, String shell, String list, List<String> commands) {
        @Override
        public String toString() {
            return rule + " " + shell + " " + list;
        }
    }

    static List<Spellings> lists() throws IOException {
        List<Spellings> lists = new ArrayList<>();
        String rule = "";
        List<String> commands = null;
        for (String line : Files.readAllLines(Path.of("security/spellings.md"))) {
            if (line.startsWith("## ")) {
                rule = line.substring(3, 5);
            } else if (line.startsWith("```sh ") || line.startsWith("```ps1 ")) {
                commands = new ArrayList<>();
                String[] kind = line.substring(3).split(" ", -1);
                lists.add(new Spellings(rule, kind[0], kind[1], commands));
            } else if (line.equals("```")) {
                commands = null;
            } else if (commands != null) {
                commands.add(line);
            }
        }
        return lists;
    }

    @ParameterizedTest
    @MethodSource("lists")
    void shouldJudgeEverySpellingAsPublished(Spellings spellings) {
        Predicate<CallEvidence> rule = RULES.get(spellings.rule);
        boolean recognised = spellings.list.equals("recognised");

        assertThat(spellings.commands)
                .filteredOn(command -> rule.test(evidence(spellings.shell, command)) != recognised)
                .as("judged in another way than published")
                .isEmpty();
    }

    @Test
    void shouldPublishEnoughSpellingsOfEachRule() throws IOException {
        Map<String, Integer> recognised = lists().stream()
                .filter(spellings -> spellings.list.equals("recognised") && spellings.shell.equals("sh"))
                .collect(Collectors.toMap(Spellings::rule, spellings -> spellings.commands.size()));

        assertThat(recognised.keySet()).isEqualTo(RULES.keySet());
        assertThat(recognised.values()).allMatch(size -> size >= 24);
    }

    private static CallEvidence evidence(String shell, String command) {
        CallExtractor extractor = new CallExtractor(LOCATION);
        String script = command.replace("\\n", "\n");
        return (shell.equals("sh") ? extractor.runs(script) : extractor.runsPowerShell(script))
                .build(UnaryOperator.identity());
    }
}
