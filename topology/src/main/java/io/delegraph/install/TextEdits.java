package io.delegraph.install;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;

/** Insertions into and deletions from one text, applied together: everything else stays byte for byte the same. */
final class TextEdits {
    private final String text;
    private final List<Edit> edits = new ArrayList<>();

    private record Edit(int from, int to, String insert) {}

    TextEdits(String text) {
        this.text = text;
    }

    String apply() {
        StringBuilder result = new StringBuilder(text);
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::from).reversed())
                .forEach(edit -> result.replace(edit.from, edit.to, edit.insert));
        return result.toString();
    }

    /**
     * Appends entries to an object or array, each on a line of its own unless the existing ones share one.
     *
     * @param entries formatted entries, without commas
     */
    void append(JsonSpan container, List<String> entries, Layout layout) {
        if (entries.isEmpty()) {
            return;
        }
        if (container.entries().isEmpty()) {
            String line = layout.eol() + layout.entryIndent(container);
            boolean closed = text.substring(container.start(), container.end()).indexOf('\n') < 0;
            insert(
                    container.contentEnd(),
                    line
                            + String.join("," + line, entries)
                            + (closed ? layout.eol() + layout.lineIndent(container.start()) : ""));
            return;
        }
        int last = container.entries().getLast().end();
        if (Layout.onOneLine(container)) {
            insert(last, ", " + String.join(", ", entries));
            return;
        }
        String line = layout.eol() + layout.entryIndent(container);
        String lines = line + String.join("," + line, entries);
        int end = container.contentEnd();
        // a comment behind the last entry stays with it
        if (end == last) {
            insert(last, "," + lines);
        } else {
            insert(last, ",");
            insert(end, lines);
        }
    }

    /** Removes entries from an object or array, each with one comma and the white space before it. */
    void remove(JsonSpan container, SortedSet<Integer> indexes) {
        List<JsonSpan.Entry> entries = container.entries();
        int lastKept = entries.size() - 1;
        while (lastKept >= 0 && indexes.contains(lastKept)) {
            lastKept--;
        }
        for (int index : indexes) {
            JsonSpan.Entry entry = entries.get(index);
            int before = index < lastKept || lastKept < 0 ? index : index - 1;
            if (before >= 0 && before + 1 < entries.size()) {
                int comma = comma(entries.get(before).end());
                delete(comma, comma + 1);
            }
            int behind =
                    index == 0 ? container.start() + 1 : entries.get(index - 1).end();
            delete(blanksBefore(entry, behind), entry.end());
        }
    }

    /**
     * Start of the white space before an entry; the entry's own start when a line comment precedes, which would swallow the following text.
     */
    private int blanksBefore(JsonSpan.Entry entry, int behind) {
        int from = entry.start();
        while (JsonSpan.isBlank(text.charAt(from - 1))) {
            from--;
        }
        for (int i = behind; i < from && !endsItsLine(entry.end()); i = next(i)) {
            if (text.startsWith("//", i) && next(i) >= from) {
                return entry.start();
            }
        }
        return from;
    }

    private boolean endsItsLine(int at) {
        int end = text.indexOf('\n', at);
        String rest = text.substring(at, end < 0 ? text.length() : end).strip();
        return rest.isEmpty() || rest.equals(",");
    }

    /** The position of the comma behind an entry, past comments. */
    private int comma(int at) {
        int i = at;
        while (text.charAt(i) != ',') {
            i = next(i);
        }
        return i;
    }

    /** The next position between two entries: behind the comment that begins here, else behind this character. */
    private int next(int i) {
        if (text.startsWith("//", i)) {
            return text.indexOf('\n', i);
        }
        return text.startsWith("/*", i) ? text.indexOf("*/", i) + 2 : i + 1;
    }

    private void insert(int at, String text) {
        edits.add(new Edit(at, at, text));
    }

    private void delete(int from, int to) {
        edits.add(new Edit(from, to, ""));
    }
}
