package io.delegraph.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Lines that replace the previous ones: in place on a terminal, else printed again when they have changed. */
public final class TerminalDisplay {
    private final PrintWriter out;
    private final Terminal screen;
    private List<String> before = List.of();

    public TerminalDisplay(PrintWriter out, Terminal screen) {
        this.out = out;
        this.screen = screen;
    }

    public void show(List<String> lines, boolean again) {
        List<String> fitting = again && screen.interactive() ? fitting(lines) : lines;
        if (fitting.equals(before)) {
            return;
        }
        if (screen.interactive() && !before.isEmpty()) {
            out.print("\u001b[" + before.size() + "A\u001b[J");
        } else if (!before.isEmpty()) {
            out.println();
        }
        fitting.forEach(out::println);
        out.flush();
        before = fitting;
    }

    /** Lines that have scrolled away cannot be replaced. */
    private List<String> fitting(List<String> lines) {
        int rows = Math.max(2, screen.rows() - 1);
        if (lines.size() <= rows) {
            return lines;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, rows - 1));
        kept.add("... " + (lines.size() - rows + 1) + " more lines");
        return kept;
    }
}
