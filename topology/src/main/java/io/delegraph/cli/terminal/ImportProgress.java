package io.delegraph.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A progress bar on a terminal; nothing elsewhere. */
public final class ImportProgress {
    /** Set by the launcher, because Java cannot detect whether stderr is a terminal. */
    private static final boolean TERMINAL = Boolean.getBoolean("delegraph.terminal");

    private static final long REFRESH_NANOS = Duration.ofMillis(200).toNanos();
    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final long total;
    private long done;
    private long shownAt = System.nanoTime();

    /**
     * Creates the bar without showing it.
     *
     * @param total bytes to read
     */
    public ImportProgress(PrintWriter err, long total) {
        this.err = err;
        this.total = total;
    }

    public void read(long bytes, long entries) {
        done += bytes;
        long now = System.nanoTime();
        if (TERMINAL && now - shownAt > REFRESH_NANOS) {
            shownAt = now;
            err.print("\r" + bar(done, total) + String.format(Locale.ROOT, " %,d entries", entries));
            err.flush();
        }
    }

    public static String bar(long done, long total) {
        double share = total == 0 ? 1 : Math.min(1.0, (double) done / total);
        int full = (int) Math.round(share * WIDTH);
        return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "]"
                + String.format(Locale.ROOT, " %3d %%", (int) (share * 100));
    }

    public void clear() {
        if (TERMINAL) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
