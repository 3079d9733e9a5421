package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.app.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The launcher, as it is in a checkout that was never built: a wrong call ends before a build would begin. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "delegraph");
    private static final Set<String> EVERYWHERE = Set.of("--help", "--version");

    @TempDir
    private Path dir;

    /** Its list of calls against the program's own. */
    @Test
    void shouldKnowTheCommandsAndOptionsOfTheProgram() throws IOException {
        String text = Files.readString(LAUNCHER);
        String list = text.substring(text.indexOf("<<'END'\n") + 8, text.indexOf("\nEND\n"));
        CommandLine program = Main.commandLine(
                (settings, cluster) -> {
                    throw new AssertionError("starts nothing");
                },
                new StateDirectory(dir),
                address -> Optional.empty());

        assertThat(list.lines().map(LauncherTest::sorted)).containsExactlyInAnyOrderElementsOf(calls("", program));
    }

    private static String sorted(String line) {
        String[] words = line.split(": ?", 2);
        return words[0] + ": " + String.join(" ", new TreeSet<>(List.of(words[1].split(" ", -1))));
    }

    private static List<String> calls(String before, CommandLine program) {
        List<String> calls = new ArrayList<>();
        program.getSubcommands().forEach((name, command) -> {
            Set<String> options = new TreeSet<>();
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!EVERYWHERE.contains(option.longestName())) {
                    options.add(option.longestName() + (option.arity().max() > 0 ? "=" : ""));
                }
            }
            calls.add(before + name + ": " + String.join(" ", options));
            calls.addAll(calls(before + name + " ", command));
        });
        return calls;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            upp                                | there is no command 'upp'; see LAUNCHER --help
            hooks instal                       | there is no command 'hooks instal'; see LAUNCHER --help
            up --http-prt 1                    | there is no option '--http-prt'; see LAUNCHER up --help
            up --data=/x --nonsense=1          | there is no option '--nonsense'; see LAUNCHER up --help
            hooks install --print --no         | there is no option '--no'; see LAUNCHER hooks install --help
            tree s1 --jsn                      | there is no option '--jsn'; see LAUNCHER tree --help
            """)
    void shouldRefuseAWrongCallBeforeItBuilds(String line, String message) throws Exception {
        Path launcher = Files.copy(LAUNCHER, dir.resolve("delegraph"), StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(run(launcher, line))
                .isEqualTo("2 delegraph: " + message.replace("LAUNCHER", launcher.toString()) + "\n");
    }

    @ParameterizedTest
    @CsvSource({"up --data --x --demo --set a=--b", "--version", "tree -- --x", "help up"})
    void shouldLetEveryOtherCallPass(String line) throws Exception {
        Path launcher = Files.copy(LAUNCHER, dir.resolve("delegraph"), StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(run(launcher, line)).contains("building with Maven").doesNotContain("there is no");
    }

    @Test
    void shouldWaitWhileAnotherBuildRuns() throws Exception {
        Path launcher = Files.copy(LAUNCHER, dir.resolve("delegraph"), StandardCopyOption.COPY_ATTRIBUTES);
        Path lock = Files.createDirectories(dir.resolve("topology/target")).resolve("build.lock");
        Process other = new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo; read -r line").start();
        assertThat(other.getInputStream().read()).as("it has the lock").isEqualTo('\n');

        Process process = start(launcher, "up");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("delegraph: another build is running, waiting for it");
            other.getOutputStream().close();
            assertThat(output.readLine()).startsWith("delegraph: building with Maven");
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Exit code and stderr. Maven's part is played by a program that builds nothing. */
    private String run(Path launcher, String line) throws Exception {
        Process process = start(launcher, line);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + output;
    }

    private Process start(Path launcher, String line) throws IOException {
        Path bin = Files.createDirectories(dir.resolve("bin"));
        Path maven = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\nexit 1\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(line.split(" ", -1)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
        builder.environment().put("TMPDIR", dir.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
