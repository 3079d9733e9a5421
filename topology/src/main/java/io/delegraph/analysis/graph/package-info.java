/**
 * A workflow as a graph: which agents were at work when, who waited for whom, the critical path, and whose work was continued by whom.
 *
 * <pre>
 * WorkflowExecution (AgentExecution of every agent) ─► Activities ─► Concurrency
 *                                                  │   └───► Stages (of each agent's children)
 *                                                  ├───────► Schedule (order of moments) ─► critical path, slack, savings by half the time
 *                                                  └───────► Relations (hand-offs, peers)
 * </pre>
 */
@NullMarked
package io.delegraph.analysis.graph;

import org.jspecify.annotations.NullMarked;
