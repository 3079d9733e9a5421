/**
 * Realistic sessions that nobody ran, with their truth. Everything but {@link io.delegraph.tools.demo.DemoRun} is pure: the same settings and
 * start give the same bytes.
 *
 * <pre>
 * seed ─► Scenarios ─► SessionPlan ─► SessionSimulator ─┬─► hooks, each at its moment ─┐
 *         (plan)       steps, tasks    (timeline)  └─► labels (truth) ────────────┴─► Program ─► DemoRun ─► agent.hooks, truth file
 * </pre>
 */
@NullMarked
package io.delegraph.tools.demo;

import org.jspecify.annotations.NullMarked;
