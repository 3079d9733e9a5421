/**
 * Realistic simulated sessions with their truth. Everything except {@link io.delegraph.tools.demo.DemoRun} is pure: the same settings and
 * start give the same bytes.
 *
 * <pre>
 * seed ─► Scenarios ─► SessionPlan ─► SessionSimulator ─┬─► timed hooks ────┐
 *         (plan)       steps, tasks   (timeline)        └─► labels (truth) ─┴─► DemoSchedule ─► DemoRun ─► agent.hooks, truth file
 * </pre>
 */
@NullMarked
package io.delegraph.tools.demo;

import org.jspecify.annotations.NullMarked;
