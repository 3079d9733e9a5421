package io.delegraph.install;

/**
 * How a text is laid out.
 *
 * @param eol what ends its lines
 * @param unit what one level of indentation adds
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

    /** What entries of a container are indented with: as its first one is, or one level deeper than the line that it begins on. */
    String entryIndent(JsonSpan container) {
        String own = container.entries().isEmpty()
                ? ""
                : indent(text, container.entries().getFirst().start());
        return own.isEmpty() ? lineIndent(container.start()) + unit : own;
    }

    /** The white space that the line of {@code offset} begins with. */
    String lineIndent(int offset) {
        int begin = text.lastIndexOf('\n', offset - 1) + 1;
        int end = begin;
        while (end < offset && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(begin, end);
    }

    /** The white space before {@code offset} when nothing else stands before it on its line, else nothing. */
    private static String indent(String text, int offset) {
        int begin = text.lastIndexOf('\n', offset - 1) + 1;
        String before = text.substring(begin, offset);
        return begin > 0 && before.isBlank() ? before : "";
    }
}
