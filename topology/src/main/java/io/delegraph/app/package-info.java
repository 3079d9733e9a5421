/** The composition root: one process of the topology, the HTTP endpoint and the command line. */
@NullMarked
package io.delegraph.app;

import org.jspecify.annotations.NullMarked;
