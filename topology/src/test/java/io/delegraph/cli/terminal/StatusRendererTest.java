package io.delegraph.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.cli.terminal.InstanceStatus.Need;
import io.delegraph.cli.terminal.InstanceStatus.Place;
import io.delegraph.cli.terminal.InstanceStatus.Service;
import io.delegraph.cli.terminal.InstanceStatus.Work;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusRendererTest {
    private static final long NOW = Instant.parse("2026-03-10T12:00:00Z").toEpochMilli();
    private static final Terminal WIDE = new Terminal(Terminal.UNLIMITED, 40, false, false, true);
    private static final Place PLACE = new Place(4242, "/data", "/data/delegraph.log", false);
    private static final Service SERVICE = new Service(
            "0.1.0",
            NOW - 7_380_000,
            "127.0.0.1:9092",
            1234,
            NOW - 3_000,
            2,
            "not JSON (byte 12)",
            Map.of("agent.hooks", 5L, "agent.events", 1_200L));

    private static List<String> lines(InstanceStatus status) {
        return StatusRenderer.lines(status, "0.1.0", WIDE, ZoneOffset.UTC);
    }

    @Test
    void shouldSayWhatRunsWhatGoesOnAndWhatNeedsAPerson() {
        Work work = new Work(
                3,
                7,
                1,
                List.of(new Need("s1", "Checkout, second attempt", "a1", NOW - 300_000, "needs a permission for Bash")),
                false);

        assertThat(lines(new InstanceStatus("http://127.0.0.1:8080", PLACE, null, SERVICE, work, NOW)))
                .containsExactly(
                        "Delegraph 0.1.0 is ready, since 09:57 (2 h 3 min), pid 4242",
                        "  page       http://127.0.0.1:8080",
                        "  data       /data",
                        "  log        /data/delegraph.log",
                        "  kafka      127.0.0.1:9092",
                        "  hooks      1,234 arrived, the latest 3 s ago",
                        "  rejected   2 in the last 24 h, the newest: not JSON (byte 12)",
                        "  lag        1,205 records are not read yet, most of them of agent.events",
                        "  at work    3 sessions with 7 agents; 1 more is idle",
                        "  needs you  1",
                        "    for 5 min 0 s  Checkout, second attempt · a1: needs a permission for Bash",
                        "                   session s1");
    }

    @Test
    void shouldSayWhyAnInstanceIsNotReady() {
        Place demo = new Place(7, "/data-demo", "/data-demo/delegraph.log", true);

        assertThat(lines(new InstanceStatus("http://127.0.0.1:1", demo, "it does not answer", null, null, NOW)))
                .startsWith("Delegraph is not ready: it does not answer, pid 7, plays a demo")
                .hasSize(4);
    }

    @Test
    void shouldNameAnotherVersionOfTheProgram() {
        Work idle = new Work(0, 0, 0, List.of(), true);
        InstanceStatus status = new InstanceStatus("http://127.0.0.1:8080", null, null, SERVICE, idle, NOW);

        assertThat(StatusRenderer.lines(status, "0.2.0", WIDE, ZoneOffset.UTC))
                .contains(
                        "  version    this program is 0.2.0: after stop, up starts it",
                        "  at work    nobody; there may be more",
                        "  needs you  nothing");
    }
}
