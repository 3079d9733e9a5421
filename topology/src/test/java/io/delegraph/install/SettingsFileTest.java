package io.delegraph.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.delegraph.install.SettingsFile.SettingsFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class SettingsFileTest {
    private static final HookFragment HOOKS = HookFragment.of(Transport.SCRIPT, "/opt/delegraph/telemetry-hook.sh");

    @TempDir
    Path dir;

    @Test
    void shouldKeepModeAndRestoreEveryByteAndLeaveNothingBehind() throws IOException {
        Path file = Files.writeString(dir.resolve("settings.json"), "{\r\n\t\"a\": 1}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(SettingsFile.read(file).install(HOOKS)).isTrue();
        assertThat(SettingsFile.read(file).install(HOOKS)).isFalse();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(dir.resolve("settings.json.before-delegraph")).hasContent("{\r\n\t\"a\": 1}");
        assertThat(SettingsFile.read(file).uninstall()).isTrue();
        assertThat(SettingsFile.read(file).uninstall()).isFalse();
        assertThat(Files.readString(file)).isEqualTo("{\r\n\t\"a\": 1}");
        assertThat(names()).containsExactly("settings.json");
    }

    @Test
    void shouldMakeTheFileAndTakeItAwayAgain() throws IOException {
        Path file = dir.resolve("new/settings.json");

        assertThat(SettingsFile.read(file).install(HOOKS)).isTrue();
        assertThat(SettingsFile.read(file).settings().installed())
                .hasSize(HOOKS.events().size());
        assertThat(SettingsFile.read(file).uninstall()).isTrue();

        assertThat(file).doesNotExist();
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void shouldRestoreAnEmptyFile() throws IOException {
        Path file = Files.writeString(dir.resolve("settings.json"), "");

        SettingsFile.read(file).install(HOOKS);
        SettingsFile.read(file).uninstall();

        assertThat(file).isEmptyFile();
    }

    @Test
    void shouldFollowALink() throws IOException {
        Path kept = Files.createDirectory(dir.resolve("dotfiles")).resolve("claude.json");
        Files.writeString(kept, "{}\n");
        Path link = Files.createSymbolicLink(dir.resolve("settings.json"), Path.of("dotfiles/claude.json"));

        SettingsFile.read(link).install(HOOKS);
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(kept)).contains("/opt/delegraph/telemetry-hook.sh");

        SettingsFile.read(link).uninstall();
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(kept)).isEqualTo("{}\n");
    }

    @Test
    void shouldNotTakeAnEarlierInstallForTheStateBefore() throws IOException {
        Path file = Files.writeString(dir.resolve("settings.json"), "{ \"hooks\": {} }");

        SettingsFile.read(file).install(HOOKS);
        SettingsFile.read(file).install(HookFragment.of(Transport.KCAT, "127.0.0.1:9093"));
        SettingsFile.read(file).uninstall();

        assertThat(Files.readString(file)).isEqualTo("{ \"hooks\": {} }");
    }

    @Test
    void shouldKeepTheBackupWhenSomethingElseChanged() throws IOException {
        Path file = Files.writeString(dir.resolve("settings.json"), "{\n  \"a\": 1\n}\n");
        SettingsFile.read(file).install(HOOKS);
        Files.writeString(file, Files.readString(file).replace("\"a\": 1", "\"a\": 2"));

        SettingsFile.read(file).uninstall();

        assertThat(Files.readString(file)).isEqualTo("{\n  \"a\": 2\n}\n");
        assertThat(dir.resolve("settings.json.before-delegraph")).hasContent("{\n  \"a\": 1\n}\n");
    }

    @Test
    void shouldRefuseWhatTheClientCannotRead() throws IOException {
        Path file = Files.writeString(dir.resolve("settings.json"), "{\n  \"a\" 1\n}");

        assertThatThrownBy(() -> SettingsFile.read(file).install(HOOKS))
                .isInstanceOf(SettingsFileException.class)
                .hasMessageStartingWith(file + ", line 2, column 7: ")
                .hasMessageEndingWith("; nothing was changed");
        assertThat(Files.readString(file)).isEqualTo("{\n  \"a\" 1\n}");

        Files.write(file, new byte[] {'{', '"', (byte) 0xE9, '"', ':', '1', '}'});
        assertThatThrownBy(() -> SettingsFile.read(file).install(HOOKS)).hasMessageContaining("is not UTF-8 text");
        assertThat(names()).containsExactly("settings.json");
    }

    @Test
    void shouldFailWhenTheFileChangedMeanwhile() throws IOException {
        Path file = Files.writeString(dir.resolve("settings.json"), "{}");
        SettingsFile read = SettingsFile.read(file);
        Files.writeString(file, "{ \"a\": 1 }");

        assertThatThrownBy(() -> read.install(HOOKS))
                .hasMessageEndingWith("changed by somebody else just now: try again");
        assertThat(Files.readString(file)).isEqualTo("{ \"a\": 1 }");
        assertThat(names()).containsExactly("settings.json");
    }

    @Test
    void shouldFailWithAMessageWhenTheDirectoryIsReadOnly() throws IOException {
        Path closed = Files.createDirectory(dir.resolve("closed"));
        Path file = Files.writeString(closed.resolve("settings.json"), "{}");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(closed)).as("root writes anywhere").isFalse();

        assertThatThrownBy(() -> SettingsFile.read(file).install(HOOKS))
                .hasMessageContaining("its directory " + closed + " does not take it");
        assertThat(Files.readString(file)).isEqualTo("{}");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNameThePathWhenItCannotBeWritten() {
        Path file = Path.of("/proc/self/delegraph/settings.json");

        assertThatThrownBy(() -> SettingsFile.read(file).install(HOOKS))
                .isInstanceOf(SettingsFileException.class)
                .hasMessageStartingWith(file + " cannot be written: its directory /proc/self/delegraph");
    }

    @Test
    void shouldRestoreAByteOrderMark() throws IOException {
        byte[] before = "\uFEFF{\r\n}\r\n".getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(dir.resolve("settings.json"), before);

        SettingsFile.read(file).install(HOOKS);
        assertThat(Files.readAllBytes(file)).startsWith(0xEF, 0xBB, 0xBF, '{', '\r', '\n');
        SettingsFile.read(file).uninstall();

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(dir)) {
            return entries.map(entry -> entry.getFileName().toString()).toList().stream();
        }
    }
}
