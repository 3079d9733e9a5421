package io.delegraph.transcript;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one transcript, line by line: a session's own ({@code <session>.jsonl}) or one agent's ({@code agent-<id>.jsonl}), which may
 * consist of several files in sequence, when its client went on under another session id. Otherwise files may be read in any order.
 */
public final class TranscriptReader {
    /** Prefix of lines of several hundred kB that repeat a model request, and are not parsed. */
    private static final String API_REQUEST_PREFIX = "{\"type\":\"api-request";

    private final @Nullable String agentId;
    private final AgentFiles files;
    private final CopiedEntries copies;
    private final long readAt;
    private final ImportReport report;
    private final ImportSink out;
    private final SequencedMap<String, SessionTranscript> sessions = new LinkedHashMap<>();

    /** The session that an agent belongs to, under whatever ids its client goes on. */
    private @Nullable String agentsSession;

    /**
     * A reader of one file.
     *
     * @param agentId the agent of the transcript; null for a session's own
     * @param files the neighbouring files
     * @param copies its entries that were copied from another one
     * @param readAt now, epoch ms: a recently written transcript may go on
     */
    public TranscriptReader(
            @Nullable String agentId,
            AgentFiles files,
            CopiedEntries copies,
            long readAt,
            ImportReport report,
            Consumer<TranscriptHook> hooks) {
        this.agentId = agentId;
        this.files = files;
        this.copies = copies;
        this.readAt = readAt;
        this.report = report;
        this.out = new ImportSink(report, hooks);
    }

    /**
     * Reads a line, with its bytes as characters (ISO 8859-1).
     *
     * @return why it is no valid entry; null when it is one
     */
    public @Nullable String line(String line) {
        report.entry();
        if (line.startsWith(API_REQUEST_PREFIX)) {
            out.skipped("api-request");
            return null;
        }
        TranscriptEntry entry;
        try {
            entry = TranscriptEntry.of(line.getBytes(StandardCharsets.ISO_8859_1));
        } catch (TranscriptEntry.BadEntryException e) {
            return e.getMessage();
        }
        if (entry.type().equals("summary") && !sessions.isEmpty()) {
            sessions.lastEntry().getValue().state(entry);
            return null;
        }
        String named = entry.sessionId();
        if (named == null || named.isEmpty()) {
            out.skipped(entry.kind());
            return null;
        }
        if (!entry.hasTime()) {
            state(entry, named);
            return null;
        }
        String sessionId = copies.session(entry);
        if (sessionId == null) {
            out.skipped("copied from another session");
            return null;
        }
        if (agentId != null) {
            agentsSession = agentsSession == null ? sessionId : agentsSession;
            sessionId = agentsSession;
        }
        thread(sessionId).take(entry);
        return null;
    }

    private void state(TranscriptEntry entry, String sessionId) {
        if (agentId == null) {
            thread(sessionId).state(entry);
        } else {
            out.skipped(entry.kind());
        }
    }

    private SessionTranscript thread(String sessionId) {
        return sessions.computeIfAbsent(
                sessionId,
                id -> new SessionTranscript(
                        id, agentId, files, copies.previous().get(id), out));
    }

    /** After the last line. */
    public void end() {
        sessions.values().forEach(session -> session.end(readAt));
    }
}
