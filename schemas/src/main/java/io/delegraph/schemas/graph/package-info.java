/** What a workflow's agents have to do with each other, and what that cost: records computed from lifecycles, read by people and metrics. */
package io.delegraph.schemas.graph;
