package io.delegraph.ingest.claudecode;

import io.delegraph.schemas.event.SpawnFailure;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Classifies the error text of a failed Agent call, by the wording of the real client. */
final class SpawnErrorClassifier {
    private static final Pattern UNKNOWN_TYPE = Pattern.compile("(?i)agent type .* not found|unknown (?:sub)?agent");
    private static final Pattern DEPTH = Pattern.compile("(?i)depth|nest(?:ed|ing)");
    private static final Pattern CONCURRENCY = Pattern.compile("(?i)concurren");
    private static final Pattern BUDGET = Pattern.compile("(?i)budget|spending limit|maximum number of (?:sub)?agents");
    private static final Pattern TERMINATED = Pattern.compile("(?i)^agent terminated");

    /**
     * Maximum number of characters that are searched. The client's wording is in the first line, and the patterns would take too long on a
     * megabyte of text.
     */
    private static final int MAX_SCANNED_CHARS = 2_000;

    private SpawnErrorClassifier() {}

    static SpawnFailure classify(@Nullable String error, boolean interrupted) {
        String text = error == null ? "" : error.strip();
        text = text.substring(0, Math.min(text.length(), MAX_SCANNED_CHARS));
        if (TERMINATED.matcher(text).find()) {
            return SpawnFailure.TERMINATED;
        }
        if (interrupted) {
            return SpawnFailure.INTERRUPTED;
        }
        if (UNKNOWN_TYPE.matcher(text).find()) {
            return SpawnFailure.UNKNOWN_TYPE;
        }
        if (CONCURRENCY.matcher(text).find()) {
            return SpawnFailure.CONCURRENCY_LIMIT;
        }
        if (DEPTH.matcher(text).find()) {
            return SpawnFailure.DEPTH_LIMIT;
        }
        return BUDGET.matcher(text).find() ? SpawnFailure.BUDGET : SpawnFailure.OTHER;
    }
}
