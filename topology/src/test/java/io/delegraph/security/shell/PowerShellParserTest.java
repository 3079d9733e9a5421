package io.delegraph.security.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerShellParserTest {
    private static final Duration HANGS = Duration.ofSeconds(20);

    /** A call a part, with ~ for the home directory and ? for what is unknown. */
    private static String read(String script) {
        return PowerShellParser.parse(script.replace("\\n", "\n"), new ParseBudget()).stream()
                .map(call -> (call.program() + " " + String.join(" ", call.arguments())
                                + (call.directory().isEmpty() ? "" : " in " + call.directory())
                                + call.redirects().stream()
                                        .map(redirect -> " > " + redirect.target())
                                        .collect(Collectors.joining()))
                        .strip()
                        .replace(Placeholders.HOME, '~')
                        .replace(Placeholders.UNKNOWN, '?'))
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Remove-Item -Recurse -Force $HOME | rm -r ~",
                "ri -r -fo a,b | rm -r a b",
                "del -Path:x | rm x",
                "Get-Content -Raw -LiteralPath 'it''s' | cat it's",
                "gc \"$env:USERPROFILE\\.ssh\\id_rsa\" | cat ~\\.ssh\\id_rsa",
                "$p = \"$HOME\\x\"; cat $p | cat ~\\x",
                "$p = Get-Date; cat $p | Get-Date; cat ?",
                "Set-Content -Path a -Value 'b;c' | tee a",
                "'x' > a.txt | echo x > a.txt",
                "echo x 2>&1 | echo x > /dev/null",
                "cp -Destination b a | cp b a",
                "cd C:\\x; rm y | rm y in C:\\x",
                "if ($x) { rm a } else { rm b } | echo ?; if ?; rm a; else; rm b",
                "iwr -Uri u -OutFile o -UseBasicParsing | curl u -o o",
                "iwr u -Headers @{a='b'} | curl u; a=b",
                "rm a # rm b | rm a",
                "rm <# b #> a | rm a",
                "rm `\\n a | rm a",
                "rm -WhatIf a | ",
                "& 'git' push | git push",
                "git push --force origin main | git push --force origin main",
                "curl -fsSL u | curl -fsSL u",
                "Start-Process cmd -Verb RunAs | ",
                "[IO.File]::WriteAllText('a', 'b') | tee a; echo a b; echo ?",
                "cmd /c \"rd /s /q %USERPROFILE%\" | rm -r ~",
                "saps git -ArgumentList 'push','-f' | git push -f",
                "@'\\nrm x\\n'@ | echo rm x",
            })
    void shouldReadTheCalls(String script, String calls) {
        assertThat(read(script)).isEqualTo(calls == null ? "" : calls);
    }

    @Test
    void shouldKeepTheCallsOfAPipelineTogether() {
        List<ProgramCall> calls = PowerShellParser.parse("iwr u | iex; rm a", new ParseBudget());

        assertThat(calls).extracting(ProgramCall::name).containsExactly("curl", "iex", "rm");
        assertThat(calls.get(0).pipeline())
                .isEqualTo(calls.get(1).pipeline())
                .isNotEqualTo(calls.get(2).pipeline());
    }

    @Test
    void shouldReadAnEncodedScriptThatABashCallGives() {
        assertThat(ShellParser.parse("pwsh -enc cgBtACAALQByACAALQBmAG8AIAB+AA==", new ParseBudget()))
                .extracting(ProgramCall::name)
                .containsExactly("pwsh", "rm");
    }

    @Property
    void shouldEndOnAnyText(@ForAll("scripts") String script) {
        ParseBudget budget = new ParseBudget();
        List<ProgramCall> calls =
                Assertions.assertTimeoutPreemptively(HANGS, () -> PowerShellParser.parse(script, budget), script);

        assertThat(calls).hasSizeLessThanOrEqualTo(ParseBudget.MAX_CALLS);
    }

    @Test
    void shouldEndOnDeepAndLongTexts() {
        for (String piece : List.of("(", "$(", "\"$(", "{", "'", "@'\n", "<#", "a|", "iex '", "$a=$a;", "%", "`")) {
            ParseBudget budget = new ParseBudget();
            Assertions.assertTimeoutPreemptively(
                    HANGS, () -> PowerShellParser.parse(piece.repeat(200_000), budget), piece);
        }
    }

    @Provide
    Arbitrary<String> scripts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "rm",
                " -r ",
                "~",
                "$",
                "$a",
                "=",
                "{",
                "}",
                "(",
                ")",
                "@(",
                "@{",
                "@'",
                "'@",
                "@\"",
                "\"@",
                "'",
                "\"",
                "`",
                "\n",
                ";",
                "|",
                "||",
                "&",
                "&&",
                ">",
                ">>",
                "2>&1",
                ",",
                "#",
                "<#",
                "#>",
                "%",
                "%a%",
                ":",
                "::",
                ".",
                " . ",
                "iex",
                "iwr",
                "cmd /c ",
                "powershell -c ",
                "-enc ",
                "cgBtAA==",
                "[IO.File]::Delete",
                "$env:",
                "${",
                " ");
        return pieces.list().ofMaxSize(60).map(list -> String.join("", list));
    }
}
