package io.delegraph.cli.terminal;

import io.delegraph.cli.terminal.AgentLabels.Detail;
import io.delegraph.cli.terminal.StyledLine.Style;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One agent in a line that fits: where there is not room for everything, first details are left out that matter less, then the
 * description is shortened, and only then the line is cut.
 */
final class AgentLine {
    /** So much of a description is kept before any detail. */
    private static final int WANTED_DESCRIPTION_COLUMNS = 34;

    /** Shorter descriptions say nothing: then the line's end is cut instead. */
    private static final int MIN_DESCRIPTION_COLUMNS = 10;

    private final Terminal screen;
    private final Glyphs glyphs;

    AgentLine(Terminal screen, Glyphs glyphs) {
        this.screen = screen;
        this.glyphs = glyphs;
    }

    /**
     * The line.
     *
     * @param before what the tree draws before it
     */
    StyledLine of(String before, AgentLifecycle agent, List<Detail> details) {
        String mark = screen.unicode() ? glyphs.mark(agent) + " " : glyphs.mark(agent);
        String type = TerminalText.printable(AgentLabels.type(agent));
        String name = agent.name() == null ? "" : " " + TerminalText.printable(agent.name());
        String description =
                agent.description() == null ? "" : " \"" + TerminalText.printable(agent.description()) + "\"";
        String state = "  " + TerminalText.printable(agent.stateReason());
        int fixed = TerminalText.width(before + mark + type + name + state);
        int wanted = Math.min(TerminalText.width(description), WANTED_DESCRIPTION_COLUMNS);
        String rest = joined(fitting(details, screen.columns() - fixed - wanted));
        int room = Math.max(MIN_DESCRIPTION_COLUMNS, screen.columns() - fixed - TerminalText.width(rest));
        String shortened = TerminalText.width(description) <= room
                ? description
                : TerminalText.truncate(description, room - 1, glyphs.ellipsis()) + "\"";
        return new StyledLine()
                .add(Style.PLAIN, before)
                .add(AgentLabels.style(agent), mark)
                .add(Style.BOLD, type)
                .add(Style.PLAIN, name + shortened)
                .add(AgentLabels.style(agent), state)
                .add(Style.FAINT, rest);
    }

    private List<Detail> fitting(List<Detail> details, int room) {
        List<Detail> kept = new ArrayList<>(details);
        while (!kept.isEmpty() && TerminalText.width(joined(kept)) > room) {
            kept.remove(kept.stream().max(Comparator.comparingInt(Detail::rank)).orElseThrow());
        }
        return kept;
    }

    private String joined(List<Detail> details) {
        return details.stream()
                .map(detail -> glyphs.separator() + TerminalText.printable(detail.text()))
                .collect(Collectors.joining());
    }
}
