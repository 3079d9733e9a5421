package io.delegraph.transcript;

/**
 * What a hook would have said, as it is sent.
 *
 * @param id the envelope's; the same whenever the same transcript is read
 * @param sessionId the record's key
 * @param at when it happened, epoch ms
 * @param envelope JSON
 */
public record TranscriptHook(String id, String sessionId, long at, String envelope) {}
