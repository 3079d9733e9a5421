/** How closely somebody should look at an agent, a workflow, a session: a sum of terms that are all named. */
@NullMarked
package io.delegraph.security.risk;

import org.jspecify.annotations.NullMarked;
