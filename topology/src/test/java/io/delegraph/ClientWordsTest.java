package io.delegraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the adapter knows the names of a client's tools and the paths of its files. */
class ClientWordsTest {
    /** The tools of Claude Code, with the names that earlier versions gave them. */
    private static final Set<String> TOOLS = Set.of(
            ("Agent Task TaskStop TaskOutput TaskCreate TaskUpdate TaskList TaskGet AgentOutputTool Bash BashOutput KillShell"
                            + " PowerShell Read Write Edit MultiEdit NotebookEdit NotebookRead Glob Grep LS WebFetch WebSearch"
                            + " TodoWrite ToolSearch SendMessage Skill SlashCommand AskUserQuestion EnterPlanMode ExitPlanMode"
                            + " EnterWorktree ExitWorktree Monitor Workflow LSP TeamCreate TeamDelete")
                    .split(" ", -1));

    /** Codecs may contain names: one compresses them, the other reads what earlier versions stored. */
    private static final Set<String> CODECS = Set.of("CodecDictionary.java", "ImpliedFields.java");

    private static final String CLIENT_PATH = ".claude";

    /** A string literal, or text that may contain quotes and is none. */
    private static final Pattern LITERAL =
            Pattern.compile("'(?:\\\\.|[^'\\\\])'|\"((?:\\\\.|[^\"\\\\\\n])*)\"|//.*|/\\*[\\s\\S]*?\\*/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../schemas/src/main/java/io/delegraph/schemas",
                "src/main/java/io/delegraph/analysis",
                "src/main/java/io/delegraph/codec",
                "src/main/java/io/delegraph/pricing",
                "src/main/java/io/delegraph/lifecycle",
                "src/main/java/io/delegraph/aggregates",
                "src/main/java/io/delegraph/metrics",
                "src/main/java/io/delegraph/stream",
                "src/main/java/io/delegraph/live",
                "src/main/java/io/delegraph/query"
            })
    void shouldNameNoToolAndNoPathOfAClient(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !CODECS.contains(file.getFileName().toString()))
                    .toList();
            assertThat(sources).isNotEmpty();
            for (Path source : sources) {
                assertThat(clientWords(Files.readString(source)))
                        .as("%s", source)
                        .isEmpty();
            }
        }
    }

    private static List<String> clientWords(String source) {
        return LITERAL.matcher(source)
                .results()
                .filter(match -> match.start(1) >= 0)
                .map((MatchResult match) -> match.group(1))
                .filter(text -> TOOLS.contains(text) || text.contains(CLIENT_PATH))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Set.of("Write", "x")                | Write
            "in /.claude/worktrees/"            | in /.claude/worktrees/
            '"' + "Bash"                        | Bash
            "https://example.org" + "Read"      | Read
            """)
    void shouldFindThemInLiterals(String source, String word) {
        assertThat(clientWords(source)).containsExactly(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"// as \"Bash\" does", "/* \"Bash\"\n \"Read\" */", "\"Reads the file\"", "Read read"})
    void shouldIgnoreOtherLiterals(String source) {
        assertThat(clientWords(source)).isEmpty();
    }
}
