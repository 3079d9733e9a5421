package io.delegraph.transcript;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads one transcript, line by line: a session's own ({@code <session>.jsonl}) or one agent's ({@code agent-<id>.jsonl}). Files need no
 * order among each other.
 */
public final class TranscriptReader {
    /** Lines of several hundred kB that repeat what the model was asked; not worth the parsing. */
    private static final String REQUESTS = "{\"type\":\"api-request";

    private final String agentId;
    private final AgentFiles files;
    private final long readAt;
    private final ImportReport report;
    private final Receiver out;
    private final Map<String, SessionThread> sessions = new LinkedHashMap<>();

    /**
     * Of one file.
     *
     * @param agentId whose transcript it is; null for a session's own
     * @param files what lies beside it
     * @param readAt now, epoch ms: a transcript that was written to lately may go on
     */
    public TranscriptReader(
            String agentId, AgentFiles files, long readAt, ImportReport report, Consumer<TranscriptHook> hooks) {
        this.agentId = agentId;
        this.files = files;
        this.readAt = readAt;
        this.report = report;
        this.out = new Receiver(report, hooks);
    }

    /**
     * Takes a line, with its bytes as characters (ISO 8859-1).
     *
     * @return why it is no entry; null when it is one
     */
    public String line(String line) {
        report.entry();
        if (line.startsWith(REQUESTS)) {
            out.skipped("api-request");
            return null;
        }
        Entry entry;
        try {
            entry = Entry.of(line.getBytes(StandardCharsets.ISO_8859_1));
        } catch (Entry.BadLineException e) {
            return e.getMessage();
        }
        String sessionId = entry.sessionId();
        if (sessionId == null || sessionId.isEmpty() || entry.at() == null) {
            out.skipped(entry.kind());
        } else {
            sessions.computeIfAbsent(sessionId, id -> new SessionThread(id, agentId, files, out))
                    .take(entry);
        }
        return null;
    }

    /** After the last line. */
    public void end() {
        sessions.values().forEach(session -> session.end(readAt));
    }
}
