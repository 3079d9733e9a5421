/** Classifies a workflow's graph by rules that are data: {@code config/delegation-patterns.yaml}, {@code config/agent-types.yaml}. */
@NullMarked
package io.delegraph.analysis.patterns;

import org.jspecify.annotations.NullMarked;
