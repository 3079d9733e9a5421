/**
 * Transcripts of coding agents, read afterwards: what their hooks would have said. Pure: no files, no Kafka, no clock.
 *
 * <pre>
 * line ──Entry──► SessionTranscript ─┬─► Conversation of the root ────┐
 *                                └─► Conversation of each agent ──┴─► Hooks ──► TranscriptHook
 * </pre>
 */
@NullMarked
package io.delegraph.transcript;

import org.jspecify.annotations.NullMarked;
