/** The state of agents, workflows and sessions: the values of the output topics and of the HTTP responses. */
package io.delegraph.schemas.lifecycle;
