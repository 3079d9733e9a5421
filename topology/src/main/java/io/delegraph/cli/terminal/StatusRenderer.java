package io.delegraph.cli.terminal;

import io.delegraph.cli.terminal.InstanceStatus.Need;
import io.delegraph.cli.terminal.InstanceStatus.Place;
import io.delegraph.cli.terminal.InstanceStatus.Service;
import io.delegraph.cli.terminal.InstanceStatus.Work;
import io.delegraph.cli.terminal.StyledLine.Style;
import io.delegraph.schemas.lifecycle.AgentState;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Delegraph's status as lines for a terminal.
 *
 * <pre>
 * Delegraph 0.1.0 is ready, since 14:02 (2 h 3 min), pid 4242
 *   page       http://127.0.0.1:8080
 *   kafka      127.0.0.1:9092
 *   data       /home/dev/.local/share/delegraph
 *   log        /home/dev/.local/share/delegraph/delegraph.log
 *   hooks      1,234 arrived, the latest 3 s ago
 *   lag        none
 *   at work    3 sessions with 7 agents; 2 more are idle
 *   needs you  1
 *     for 5 min  Checkout, second attempt · a1: waits for permission to use Bash
 *                session 2bea8392
 * </pre>
 */
public final class StatusRenderer {
    private static final int MOST_NEEDS = 10;

    private final InstanceStatus status;
    private final String ownVersion;
    private final Terminal screen;
    private final Glyphs glyphs;
    private final Moments moments;
    private final List<String> lines = new ArrayList<>();

    private StatusRenderer(InstanceStatus status, String ownVersion, Terminal screen, ZoneId zone) {
        this.status = status;
        this.ownVersion = ownVersion;
        this.screen = screen;
        this.glyphs = Glyphs.of(screen);
        this.moments = new Moments(zone, status.asOf());
    }

    /**
     * The lines.
     *
     * @param ownVersion of the program that asks
     */
    public static List<String> lines(InstanceStatus status, String ownVersion, Terminal screen, ZoneId zone) {
        StatusRenderer drawing = new StatusRenderer(status, ownVersion, screen, zone);
        drawing.head();
        if (status.url() != null) {
            drawing.fact("page", status.url());
        }
        drawing.place(status.place());
        drawing.service(status.service());
        drawing.work(status.work());
        return drawing.lines;
    }

    private void head() {
        Service service = status.service();
        Place place = status.place();
        String name = "Delegraph" + (service == null ? "" : " " + service.version());
        String since = service == null
                ? ""
                : ", since " + moments.at(service.startedAt()) + " ("
                        + Quantities.duration(status.asOf() - service.startedAt()) + ")";
        String process = place == null ? "" : ", pid " + place.pid() + (place.demo() ? ", plays a demo" : "");
        StyledLine line = new StyledLine().add(Style.BOLD, TerminalText.printable(name));
        String problem = status.problem();
        if (problem == null) {
            line.add(Style.GREEN, " is ready");
        } else {
            line.add(Style.RED, " is not ready: " + TerminalText.printable(problem));
        }
        add(line.add(Style.FAINT, since + process));
        if (service != null && !service.version().equals(ownVersion)) {
            fact("version", "this program is " + ownVersion + ": after stop, up starts it");
        }
    }

    private void place(@Nullable Place place) {
        if (place != null) {
            fact("data", place.dataDir());
            fact("log", place.log());
        }
    }

    private void service(@Nullable Service service) {
        if (service == null) {
            return;
        }
        fact("kafka", service.kafka());
        fact(
                "hooks",
                String.format(Locale.ROOT, "%,d arrived", service.hooks())
                        + (service.lastHookAt() == null ? "" : ", the latest " + ago(service.lastHookAt())));
        if (service.rejected() > 0) {
            String newest = service.newestRejection() == null ? "" : ", the newest: " + service.newestRejection();
            fact("rejected", String.format(Locale.ROOT, "%,d in the last 24 h", service.rejected()) + newest);
        }
        fact("lag", lag(service.lag()));
    }

    private static String lag(Map<String, Long> lag) {
        if (lag.isEmpty()) {
            return "unknown";
        }
        long all = lag.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return "none";
        }
        String worst = lag.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        return String.format(Locale.ROOT, "%,d records are not read yet, most of them of %s", all, worst);
    }

    private void work(@Nullable Work work) {
        if (work == null) {
            return;
        }
        String idle = work.idleSessions() == 0
                ? ""
                : "; " + work.idleSessions() + (work.idleSessions() == 1 ? " more is " : " more are ") + Terms.idle();
        String atWork = work.sessions() == 0
                ? "nobody"
                : Quantities.counted(work.sessions(), "session", "sessions") + " with "
                        + Quantities.counted(work.agents(), "agent", "agents");
        fact(Terms.of(AgentState.ACTIVE), atWork + idle + (work.partial() ? "; there may be more" : ""));
        if (work.needs().isEmpty()) {
            fact(Terms.needsYou(), "nothing");
            return;
        }
        add(new StyledLine()
                .add(Style.FAINT, label(Terms.needsYou()))
                .add(Style.YELLOW, Integer.toString(work.needs().size())));
        work.needs().stream().limit(MOST_NEEDS).forEach(this::need);
        if (work.needs().size() > MOST_NEEDS) {
            add(new StyledLine().add(Style.FAINT, "    and " + (work.needs().size() - MOST_NEEDS) + " more"));
        }
    }

    private void need(Need need) {
        String since = "    for " + Quantities.duration(status.asOf() - need.since()) + "  ";
        String title = need.title() == null ? "" : TerminalText.printable(need.title()) + glyphs.separator();
        add(new StyledLine()
                .add(Style.FAINT, since)
                .add(Style.PLAIN, title + TerminalText.printable(need.agentId() + ": " + need.why())));
        add(new StyledLine()
                .add(Style.FAINT, " ".repeat(since.length()) + "session " + TerminalText.printable(need.sessionId())));
    }

    private String ago(long moment) {
        return Quantities.duration(status.asOf() - moment) + " ago";
    }

    private void fact(String name, String text) {
        add(new StyledLine().add(Style.FAINT, label(name)).add(Style.PLAIN, TerminalText.printable(text)));
    }

    private static String label(String name) {
        return String.format(Locale.ROOT, "  %-11s", name);
    }

    private void add(StyledLine line) {
        lines.add(line.render(screen.columns(), screen.colour(), glyphs.ellipsis()));
    }
}
