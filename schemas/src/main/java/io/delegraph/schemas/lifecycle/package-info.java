/** The state of agents, workflows and sessions: the values of the output topics and of the HTTP responses. */
@NullMarked
package io.delegraph.schemas.lifecycle;

import org.jspecify.annotations.NullMarked;
