/** What a workflow's graph amounts to, by rules that are data: {@code config/delegation-patterns.yaml}, {@code config/agent-types.yaml}. */
package io.delegraph.analysis.patterns;
