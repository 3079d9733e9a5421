package io.delegraph.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir
    Path dir;

    @Test
    void shouldUseTheSpoolDirectoryOfTheScript() throws IOException {
        Path config =
                Files.writeString(dir.resolve("hook.env"), "DELEGRAPH_SPOOL=\"/var/spool/d\"\nDELEGRAPH_TOPIC=x\n");
        Map<String, String> environment = Map.of("DELEGRAPH_CONFIG", config.toString());

        assertThat(Spool.of(HookScriptSettings.read(environment)).directory()).isEqualTo(Path.of("/var/spool/d"));
        assertThat(Spool.of(HookScriptSettings.read(Map.of(
                                "DELEGRAPH_CONFIG", config.toString(), "DELEGRAPH_SPOOL", "/the/environment/wins")))
                        .directory())
                .isEqualTo(Path.of("/the/environment/wins"));
        assertThat(Spool.of(HookScriptSettings.read(Map.of("DELEGRAPH_CONFIG", "/none", "XDG_STATE_HOME", "/state")))
                        .directory())
                .isEqualTo(Path.of("/state/delegraph/spool").resolve(HookScriptSettings.hostname()));
        assertThat(Spool.of(HookScriptSettings.read(Map.of("HOME", "/home/kim")))
                        .directory())
                .isEqualTo(Path.of("/home/kim/.local/state/delegraph/spool").resolve(HookScriptSettings.hostname()));
    }

    @Test
    void shouldReportWaitingEventsWithTheLastError() throws IOException {
        Spool spool = new Spool(dir);
        Path file = Files.writeString(
                dir.resolve("1-2-3.hook"), "delegraph/1 …\n{\"session_id\":\"delegraph-doctor-7\"}\n");
        assertThat(spool.check().state()).isEqualTo(Finding.FindingState.OK);
        assertThat(spool.holds("delegraph-doctor-7")).isTrue();
        assertThat(spool.holds("delegraph-doctor-8")).isFalse();

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600)));
        Files.writeString(dir.resolve("last_error"), "first\nbroker is down\n");

        assertThat(spool.check().state()).isEqualTo(Finding.FindingState.ACTION_NEEDED);
        assertThat(spool.check().says()).startsWith("1 events wait in " + dir).contains("the oldest for 6");
        assertThat(spool.check().todo()).isEqualTo("its last error: broker is down");
    }

    @Test
    void shouldReportTheNumberOfDroppedEvents() throws IOException {
        Files.writeString(dir.resolve("dropped_total"), "17\n");

        Finding finding = new Spool(dir).check();

        assertThat(finding.state()).isEqualTo(Finding.FindingState.NOTE);
        assertThat(finding.says()).contains("17 were dropped");
    }
}
