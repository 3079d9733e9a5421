package io.delegraph.ingest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.Sources;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes events of raw records. Whatever comes in, it answers: with events, or with the reason why there are none.
 */
public final class Normalizer {
    /** No coding agent fired a hook before: an earlier time is a clock that was never set. */
    private static final long EPOCH = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

    /** The top of a disk has no name. */
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    private static final Set<String> ADAPTED = Set.of(Sources.CLAUDE_CODE, Sources.DEMO);
    private static final int SOURCE_LENGTH = 40;

    /** A single character tells nothing. */
    private static final Pattern QUOTED = Pattern.compile("'[^\\n]{2,}'");

    private final Privacy privacy;
    private final ClaudeCodeAdapter claudeCode;

    /** With {@link Privacy#NONE} nothing is traced but that a whole payload came twice. */
    public Normalizer(Privacy privacy, Traces traces) {
        this.privacy = privacy;
        this.claudeCode = new ClaudeCodeAdapter(privacy, privacy == Privacy.NONE ? traces.ofPayloads() : traces);
    }

    /** Tells nothing but whether a record would be taken; of any number of threads. */
    public static Normalizer checking() {
        return new Normalizer(Privacy.NONE, Traces.NONE);
    }

    /** Takes the record's value as it came; null or empty is refused. */
    public Normalized normalize(byte[] value, RawPosition raw) {
        try {
            Envelope envelope = Envelope.of(parse(value));
            Optional<Probe> probe = Probe.in(envelope.hook());
            if (probe.isPresent()) {
                return new Normalized.Probed(probe.get());
            }
            checkSender(envelope);
            return new Normalized.Accepted(EventParts.of(claudeCode.events(envelope, origin(envelope, raw))));
        } catch (RejectedException e) {
            return new Normalized.Rejected(e.getMessage(), e.where());
        }
    }

    private static JsonNode parse(byte[] value) {
        if (value == null || value.length == 0) {
            throw new RejectedException("the record is empty", "");
        }
        try {
            JsonNode node = Json.MAPPER.readTree(value);
            if (node == null || node.isMissingNode()) {
                throw new RejectedException("the record is blank", "");
            }
            if (!node.isObject()) {
                throw new RejectedException(
                        "not a JSON object but " + node.getNodeType().name().toLowerCase(Locale.ROOT), "");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new RejectedException("not JSON: " + untold(e), place(e));
        } catch (IOException e) {
            throw new RejectedException("not UTF-8 JSON: " + e.getMessage(), "");
        }
    }

    /** What the parser says without the words it quotes: a reason is shown where a text may not be. */
    private static String untold(JsonProcessingException e) {
        String first = e.getOriginalMessage().lines().findFirst().orElse("");
        return first.startsWith("Unrecognized token")
                ? "a word that is neither true, false nor null"
                : QUOTED.matcher(first).replaceAll("'…'");
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : "byte " + at.getByteOffset();
    }

    private static void checkSender(Envelope envelope) {
        String source = envelope.source();
        if (source != null && !ADAPTED.contains(source)) {
            throw new RejectedException(
                    "source '" + Secrets.masked(source, SOURCE_LENGTH) + "' has no adapter", "source");
        }
        OtherClients.lookOf(envelope.hook()).ifPresent(look -> {
            throw new RejectedException("not a hook of Claude Code; it looks like " + look, "");
        });
    }

    private Origin origin(Envelope envelope, RawPosition raw) {
        JsonNode hook = envelope.hook();
        String sessionId = Fields.id(hook, "session_id");
        if (sessionId == null) {
            throw new RejectedException("no session_id", "session_id");
        }
        boolean kept = privacy != Privacy.NONE;
        return new Origin(
                envelope.id() == null ? raw.partition() + "@" + raw.offset() : envelope.id(),
                at(envelope.at(), raw.arrivedAt()),
                raw.arrivedAt(),
                sessionId,
                Fields.id(hook, "agent_id"),
                Fields.id(hook, "agent_type"),
                Fields.id(hook, "prompt_id"),
                Fields.id(hook, "permission_mode"),
                envelope.source() == null ? Sources.CLAUDE_CODE : envelope.source(),
                envelope.sourceVersion(),
                privacy.label(project(Fields.text(hook, "cwd"))),
                kept ? envelope.user() : null,
                kept ? envelope.host() : null,
                envelope.clientPid(),
                envelope.ancestorPids(),
                Boolean.TRUE.equals(envelope.history()) ? Boolean.TRUE : null);
    }

    private static long at(Long told, long arrivedAt) {
        return told == null || told < EPOCH || told > arrivedAt + Origin.MOST_AHEAD ? arrivedAt : told;
    }

    private static String project(String directory) {
        if (directory == null) {
            return null;
        }
        // an agent in a worktree of its own works for the same project
        int worktree = directory.replace('\\', '/').indexOf("/.claude/worktrees/");
        int end = worktree < 0 ? directory.length() : worktree;
        while (end > 0 && separator(directory.charAt(end - 1))) {
            end--;
        }
        int begin = end;
        while (begin > 0 && !separator(directory.charAt(begin - 1))) {
            begin--;
        }
        String name = directory.substring(begin, end);
        return name.isEmpty() || DRIVE.matcher(name).matches() ? null : name;
    }

    private static boolean separator(char c) {
        return c == '/' || c == '\\';
    }
}
