/**
 * A workflow as a graph: who was at work when, who waited for whom, what the elapsed time waited for, who goes on from whose work.
 *
 * <pre>
 * WorkflowExecution (AgentExecution of every agent) ─► Activities ─► Concurrency
 *                                      │   └───► Stages (of each agent's children)
 *                                      ├───────► Schedule (what precedes what) ─► critical path, slack, what half the time would save
 *                                      └───────► Relations (hand-offs, peers)
 * </pre>
 */
@NullMarked
package io.delegraph.analysis.graph;

import org.jspecify.annotations.NullMarked;
