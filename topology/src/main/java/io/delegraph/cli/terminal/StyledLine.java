package io.delegraph.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A line of coloured parts. */
final class StyledLine {
    /** Control characters, and those that change the direction of the following text: in a name they would rearrange or hide other text. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private static final String RESET = "\u001b[0m";

    /** The style of a part: an ANSI sequence. */
    enum Style {
        PLAIN(""),
        BOLD("\u001b[1m"),
        FAINT("\u001b[2m"),
        GREEN("\u001b[32m"),
        CYAN("\u001b[36m"),
        YELLOW("\u001b[33m"),
        RED("\u001b[31m");

        private final String sequence;

        Style(String sequence) {
            this.sequence = sequence;
        }
    }

    private record StyledText(Style style, String text) {}

    private final List<StyledText> parts = new ArrayList<>();

    StyledLine add(Style style, String text) {
        parts.add(new StyledText(style, UNPRINTABLE.matcher(text).replaceAll("\uFFFD")));
        return this;
    }

    /** The line truncated to {@code columns}. */
    String render(int columns, boolean colour, String ellipsis) {
        StringBuilder line = new StringBuilder();
        int room = columns;
        for (StyledText part : parts) {
            String text = TerminalText.truncate(part.text(), room, ellipsis);
            boolean styled = colour && part.style() != Style.PLAIN && !text.isEmpty();
            line.append(styled ? part.style().sequence + text + RESET : text);
            room -= TerminalText.width(text);
            if (!text.equals(part.text())) {
                break;
            }
        }
        return line.toString().stripTrailing();
    }
}
