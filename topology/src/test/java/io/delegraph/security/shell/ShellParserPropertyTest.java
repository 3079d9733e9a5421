package io.delegraph.security.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever is typed, the parser comes to an end, throws nothing, and keeps no more than its budget allows. */
class ShellParserPropertyTest {
    private static final Duration HANGS = Duration.ofSeconds(20);

    @Property
    void shouldEndOnAnyText(@ForAll("commandLines") String commandLine) {
        List<ProgramCall> calls = Assertions.assertTimeoutPreemptively(
                HANGS, () -> ShellParser.parse(commandLine, new ParseBudget()), commandLine);

        assertThat(calls).hasSizeLessThanOrEqualTo(ParseBudget.MAX_CALLS);
    }

    @Provide
    Arbitrary<String> commandLines() {
        Arbitrary<String> pieces = Arbitraries.of(
                "rm",
                " -rf ",
                "~",
                "$",
                "{",
                "}",
                "(",
                ")",
                "((",
                "))",
                "[[",
                "]]",
                "<",
                ">",
                "<<",
                "<<<",
                "<(",
                "EOF",
                "\n",
                ";",
                ";;",
                "&",
                "&&",
                "|",
                "||",
                "&>",
                "2>&1",
                "'",
                "\"",
                "`",
                "\\",
                "#",
                "$(",
                "${",
                "${x:-",
                "case ",
                " in ",
                "esac",
                "for ",
                "do",
                "done",
                "if ",
                "then ",
                "fi",
                "f() ",
                "x=",
                "x=(",
                "sh -c ",
                "eval ",
                "xargs ",
                "find . -exec ",
                "{}",
                "\\;",
                "sudo ",
                " ",
                "\t",
                "*",
                "\uE001",
                "a");
        return pieces.list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    @Test
    void shouldReadOnlyTheBeginningOfAnEndlessCommand() {
        for (String part : List.of(
                "a;",
                "(",
                "$(",
                "\"$(",
                "`",
                "${x:-",
                "<(",
                "sh -c '",
                "\"",
                "{a,",
                "{a,b}",
                "cat <<E\n",
                "x=1 ",
                "eval ",
                "sudo ",
                "case x in a) ",
                "f() { ",
                "[[ ",
                "(( ",
                "a | ",
                "> a ")) {
            ParseBudget budget = new ParseBudget();
            String endless = part.repeat(1_000_000 / part.length());

            assertThatCode(() -> Assertions.assertTimeoutPreemptively(HANGS, () -> ShellParser.parse(endless, budget)))
                    .as(part)
                    .doesNotThrowAnyException();
            assertThat(budget.exceeded()).as(part).isTrue();
        }
    }
}
