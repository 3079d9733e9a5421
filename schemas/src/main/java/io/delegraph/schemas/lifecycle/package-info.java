/** What Delegraph says about agents, workflows and sessions: the values of the output topics and of the HTTP answers. */
@NullMarked
package io.delegraph.schemas.lifecycle;

import org.jspecify.annotations.NullMarked;
