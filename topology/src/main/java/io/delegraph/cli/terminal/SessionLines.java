package io.delegraph.cli.terminal;

import io.delegraph.cli.terminal.StyledLine.Style;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.SessionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands above and below a session's tree, and for a session in a list of sessions. */
final class SessionLines {
    private SessionLines() {}

    /** Which session it is: its title, where it is, and when it was, what it cost and what went wrong in it. */
    static List<StyledLine> header(TreeView view, Glyphs glyphs) {
        SessionSummary session = view.forest().session();
        List<StyledLine> lines = new ArrayList<>();
        if (session.title() != null) {
            lines.add(new StyledLine().add(Style.BOLD, TerminalText.printable(session.title())));
        }
        lines.add(identified(session, SessionLabels.place(session), glyphs));
        String active = view.activeMs() == null
                ? null
                : Quantities.duration(view.activeMs()) + " " + Terms.of(AgentState.ACTIVE);
        StyledLine facts = new StyledLine()
                .add(
                        Style.FAINT,
                        Stream.of(SessionLabels.when(session, view.moments()), active, SessionLabels.cost(session))
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(glyphs.separator())));
        String failures = SessionLabels.failures(session, view.failedTurns());
        if (failures != null) {
            facts.add(Style.FAINT, glyphs.separator()).add(Style.RED, failures);
        }
        lines.add(facts);
        return lines;
    }

    static StyledLine inList(SessionSummary session, Glyphs glyphs, Moments moments) {
        Stream<String> facts = Stream.of(
                        Stream.ofNullable(session.title()),
                        Stream.of(session.stateReason(), SessionLabels.when(session, moments)),
                        SessionLabels.place(session))
                .flatMap(each -> each);
        return identified(session, facts, glyphs);
    }

    private static StyledLine identified(SessionSummary session, Stream<String> facts, Glyphs glyphs) {
        return new StyledLine()
                .add(Style.BOLD, "session " + TerminalText.printable(session.sessionId()))
                .add(
                        Style.FAINT,
                        facts.map(TerminalText::printable)
                                .map(text -> glyphs.separator() + text)
                                .collect(Collectors.joining()));
    }

    /** The sessions that it is connected with. */
    static List<StyledLine> links(SessionSummary session) {
        List<StyledLine> lines = new ArrayList<>();
        if (session.parentSessionId() != null) {
            lines.add(faint("started from session " + session.parentSessionId()));
        }
        if (session.previousSessionId() != null) {
            lines.add(faint("goes on from session " + session.previousSessionId()));
        }
        if (session.nextSessionId() != null) {
            lines.add(faint("goes on in session " + session.nextSessionId()));
        }
        for (SessionSummary.Child child : session.children()) {
            String by = child.agentId() == null ? "" : " (by " + child.agentId() + ")";
            lines.add(faint("started session " + child.sessionId() + by));
        }
        return lines;
    }

    private static StyledLine faint(String text) {
        return new StyledLine().add(Style.FAINT, TerminalText.printable(text));
    }
}
