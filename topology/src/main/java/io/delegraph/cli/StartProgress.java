package io.delegraph.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until an application is ready, and shows the progress when that takes long. */
final class StartProgress {
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);
    private static final long POLL_MS = 20;

    private StartProgress() {}

    /**
     * Returns when the application is ready.
     *
     * @param failed completes with the reason when the application cannot become ready
     * @throws CommandException with that reason
     */
    static void await(Application application, CompletableFuture<String> failed, PrintWriter err) {
        long nextWord = System.nanoTime() + REPORT_INTERVAL.toNanos();
        String shown = "";
        Application.Progress progress = application.progress();
        while (!progress.ready()) {
            waitForFailure(failed);
            progress = application.progress();
            if (System.nanoTime() > nextWord) {
                String words = describe(progress);
                if (!words.equals(shown)) {
                    err.println(words);
                    err.flush();
                    shown = words;
                }
                nextWord += REPORT_INTERVAL.toNanos();
            }
        }
    }

    static String describe(Application.Progress progress) {
        return progress.total() == 0
                ? "starting"
                : String.format(
                        Locale.ROOT,
                        "restoring: %,d of %,d records (%d %%)",
                        progress.restored(),
                        progress.total(),
                        100 * progress.restored() / progress.total());
    }

    private static void waitForFailure(CompletableFuture<String> failed) {
        try {
            throw new CommandException(failed.get(POLL_MS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            // nothing failed while waiting
        } catch (ExecutionException e) {
            throw new CommandException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while starting", e);
        }
    }
}
