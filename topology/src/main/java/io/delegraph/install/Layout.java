package io.delegraph.install;

/**
 * The layout of a text.
 *
 * @param eol line separator
 * @param unit one level of indentation
 */
record Layout(String text, String eol, String unit) {
    private static final String TWO_BLANKS = "  ";

    static Layout of(JsonSpan root) {
        String text = root.text();
        String eol = text.contains("\r\n") ? "\r\n" : "\n";
        String unit = root.entries().isEmpty()
                ? ""
                : indent(text, root.entries().getFirst().start());
        return new Layout(text, eol, unit.isEmpty() ? TWO_BLANKS : unit);
    }

    static boolean onOneLine(JsonSpan container) {
        return container.raw().indexOf('\n') < 0;
    }

    /** The indentation of a container's entries: that of its first entry, or one level more than the container's own line. */
    String entryIndent(JsonSpan container) {
        String own = container.entries().isEmpty()
                ? ""
                : indent(text, container.entries().getFirst().start());
        return own.isEmpty() ? lineIndent(container.start()) + unit : own;
    }

    /** The white space at the start of the line of {@code offset}. */
    String lineIndent(int offset) {
        int begin = text.lastIndexOf('\n', offset - 1) + 1;
        int end = begin;
        while (end < offset && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(begin, end);
    }

    /** The white space before {@code offset} when nothing else precedes it on its line, else empty. */
    private static String indent(String text, int offset) {
        int begin = text.lastIndexOf('\n', offset - 1) + 1;
        String before = text.substring(begin, offset);
        return begin > 0 && before.isBlank() ? before : "";
    }
}
