package io.delegraph.transcript;

/**
 * A hook that the client would have sent.
 *
 * @param id the envelope's; the same each time the transcript is read
 * @param sessionId the record's key
 * @param at when it happened, epoch ms
 * @param envelope JSON
 */
public record TranscriptHook(String id, String sessionId, long at, String envelope) {}
