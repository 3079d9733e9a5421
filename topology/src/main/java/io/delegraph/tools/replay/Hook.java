package io.delegraph.tools.replay;

/**
 * One recorded hook as it is sent.
 *
 * @param id the envelope's; the same for a repeat
 * @param sessionId the record's key; null when the payload has none
 * @param at when it fired, epoch ms; null when the recording does not tell
 * @param envelope JSON
 */
public record Hook(String id, String sessionId, Long at, String envelope) {}
