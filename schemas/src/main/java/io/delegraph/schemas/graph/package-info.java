/** Relations, costs and metrics of a workflow's agents: records computed from lifecycles, for people and metrics. */
package io.delegraph.schemas.graph;
