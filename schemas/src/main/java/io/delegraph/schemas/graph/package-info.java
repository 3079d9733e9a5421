/** Relations, costs and metrics of a workflow's agents: records computed from lifecycles, for people and metrics. */
@NullMarked
package io.delegraph.schemas.graph;

import org.jspecify.annotations.NullMarked;
