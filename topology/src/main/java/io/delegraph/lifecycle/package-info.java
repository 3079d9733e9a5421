/**
 * The core of the domain: derives the state of a session's agents from its events. Pure: no Kafka, no HTTP, no clock.
 *
 * <pre>
 * event ──EventFragments──► row fragments ──merge──► rows (SessionRows) ──tree, runs, status, workflows──► SessionView ──► facts
 *                                                      ▲                                                   ▲
 *                                           any order, any repetition                       the watermark, for inactivity
 * </pre>
 *
 * <p>{@link io.delegraph.lifecycle.SessionReducer} is the left half, for one event; {@link io.delegraph.lifecycle.Session} remembers what
 * was emitted and decides when the right half runs.
 */
@NullMarked
package io.delegraph.lifecycle;

import org.jspecify.annotations.NullMarked;
