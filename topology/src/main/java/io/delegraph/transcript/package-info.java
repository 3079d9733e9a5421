/**
 * Reads transcripts of coding agents afterwards, and produces the hooks that the client would have sent. Pure: no files, no Kafka, no
 * clock.
 *
 * <pre>
 * line ──TranscriptEntry──► SessionTranscript ─┬─► Conversation of the root ───┐
 *                                              └─► Conversation of each agent ─┴─► HookWriter ──► TranscriptHook
 * </pre>
 */
@NullMarked
package io.delegraph.transcript;

import org.jspecify.annotations.NullMarked;
