/** What a workflow's agents have to do with each other, and what that cost: records computed from lifecycles, read by people and metrics. */
@NullMarked
package io.delegraph.schemas.graph;

import org.jspecify.annotations.NullMarked;
