/** The sub-topology CORE: events become lifecycles and workflows, and every successor gets the changes. */
@NullMarked
package io.delegraph.stream.core;

import org.jspecify.annotations.NullMarked;
