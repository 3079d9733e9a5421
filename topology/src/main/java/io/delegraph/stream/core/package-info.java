/** The sub-topology CORE: events become lifecycles and workflows, and every successor in its chain gets what they changed. */
@NullMarked
package io.delegraph.stream.core;

import org.jspecify.annotations.NullMarked;
