package io.delegraph.cli;

import java.util.ArrayList;
import java.util.List;

/** A line of coloured parts. */
final class StyledLine {
    private static final String RESET = "\u001b[0m";

    /** How a part looks: an ANSI sequence. */
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

    private record Part(Style style, String text) {}

    private final List<Part> parts = new ArrayList<>();

    StyledLine add(Style style, String text) {
        parts.add(new Part(style, text));
        return this;
    }

    int width() {
        return parts.stream().mapToInt(part -> Columns.width(part.text())).sum();
    }

    /** Cut to {@code columns}. */
    String render(int columns, boolean colour, String ellipsis) {
        StringBuilder line = new StringBuilder();
        int room = columns;
        for (Part part : parts) {
            String text = Columns.cut(part.text(), room, ellipsis);
            boolean styled = colour && part.style() != Style.PLAIN && !text.isEmpty();
            line.append(styled ? part.style().sequence + text + RESET : text);
            room -= Columns.width(text);
            if (!text.equals(part.text())) {
                break;
            }
        }
        return line.toString().stripTrailing();
    }
}
