/**
 * The heart: what the events of a session say about its agents. Pure: no Kafka, no HTTP, no clock.
 *
 * <pre>
 * event ──Fragments──► row fragments ──merge──► rows (SessionRows) ──Edges, Runs, Standing, Workflows──► view ──► facts
 *                                                     ▲                                                    ▲
 *                                              any order, any repeats                        the watermark, for what silence says
 * </pre>
 *
 * <p>{@link io.delegraph.lifecycle.SessionReducer} is the left half, for one event; {@link io.delegraph.lifecycle.Session} keeps what was
 * emitted and decides when the right half runs.
 */
@NullMarked
package io.delegraph.lifecycle;

import org.jspecify.annotations.NullMarked;
