package io.delegraph.ingest.claudecode;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.JsonFields;
import io.delegraph.security.path.CallLocation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where Claude Code makes a call from: by its working directory, and by where it keeps the transcript. */
final class CallLocations {
    /** Where the client puts the worktrees of a project, inside of it. */
    private static final Pattern WORKTREE = Pattern.compile("^(.*?)/\\.claude/worktrees/[^/]+");

    private static final Pattern HOME = Pattern.compile("^(/(?:home|Users)/[^/]+|/root|[a-z]:/Users/[^/]+)(?:/|$)");
    private static final Pattern TRANSCRIPT = Pattern.compile("^(.*)/\\.claude/projects/([^/]+)/");

    private CallLocations() {}

    /** Of the call that a hook reports; null when it has no working directory. */
    static @Nullable CallLocation of(JsonNode hook) {
        String directory = slashed(JsonFields.text(hook, "cwd"));
        if (directory == null) {
            return null;
        }
        Matcher transcript = TRANSCRIPT.matcher(orEmpty(slashed(JsonFields.text(hook, "transcript_path"))));
        boolean known = transcript.find();
        Matcher worktree = WORKTREE.matcher(directory);
        boolean inWorktree = worktree.find();
        Matcher home = HOME.matcher(directory);
        String project = inWorktree ? worktree.group(1) : known ? named(directory, transcript.group(2)) : directory;
        return new CallLocation(
                directory,
                project,
                inWorktree ? worktree.group() : null,
                known ? transcript.group(1) : home.find() ? home.group(1) : null);
    }

    /**
     * The directory, or one above it, that the client named the folder of the transcripts after: with a dash for each character that is no
     * letter and no digit. The directory itself when none fits.
     */
    private static String named(String directory, String folder) {
        for (String at = directory; at.length() > 1; at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            if (at.replaceAll("[^A-Za-z0-9]", "-").equals(folder)) {
                return at;
            }
        }
        return directory;
    }

    private static @Nullable String slashed(@Nullable String path) {
        if (path == null || path.isEmpty()) {
            return null;
        }
        String slashed = path.replace('\\', '/');
        if (slashed.length() > 1 && slashed.charAt(1) == ':') {
            slashed = Character.toLowerCase(slashed.charAt(0)) + slashed.substring(1);
        }
        return slashed.length() > 1 && slashed.endsWith("/") ? slashed.substring(0, slashed.length() - 1) : slashed;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
