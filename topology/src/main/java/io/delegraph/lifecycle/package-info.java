/**
 * The heart: what the events of a session say about its agents. Pure: no Kafka, no HTTP, no clock.
 *
 * <pre>
 * event ──Fragments──► row fragments ──merge──► rows (SessionRows) ──Edges, Runs, Standing, Workflows──► view ──► facts
 *                                                     ▲                                                    ▲
 *                                              any order, any repeats                        the watermark, for what silence says
 * </pre>
 */
package io.delegraph.lifecycle;
