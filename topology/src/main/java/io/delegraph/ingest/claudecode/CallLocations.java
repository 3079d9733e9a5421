package io.delegraph.ingest.claudecode;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.JsonFields;
import io.delegraph.security.path.CallLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where Claude Code makes a call from: by its working directory, and by where it keeps the transcript. */
final class CallLocations {
    /** Where the client puts the worktrees of a project, inside of it. */
    private static final Pattern WORKTREE = Pattern.compile("^(.*?)/\\.claude/worktrees/[^/]+");

    private static final Pattern HOME = Pattern.compile("^(/(?:home|Users)/[^/]+|/root|[a-z]:/Users/[^/]+)(?:/|$)");
    private static final Pattern TRANSCRIPT = Pattern.compile("^(.*)/\\.claude/projects/([^/]+)/");

    /** Locations that are remembered: agents make one call after the other from the same place. */
    private static final int MAX_REMEMBERED = 100;

    private final Map<Reported, CallLocation> remembered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Reported, CallLocation> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** What a hook reports of it. */
    private record Reported(String directory, String transcript) {}

    /** Of the call that a hook reports; null when it has no working directory. */
    @Nullable
    CallLocation of(JsonNode hook) {
        String directory = JsonFields.text(hook, "cwd");
        return directory == null || directory.isEmpty()
                ? null
                : remembered.computeIfAbsent(
                        new Reported(directory, orEmpty(JsonFields.text(hook, "transcript_path"))),
                        CallLocations::location);
    }

    private static CallLocation location(Reported reported) {
        String directory = slashed(reported.directory());
        Matcher transcript = TRANSCRIPT.matcher(slashed(reported.transcript()));
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

    private static String slashed(String path) {
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
