/** Recorded hooks, read from files and sent as if they happened now. */
@NullMarked
package io.delegraph.tools.replay;

import org.jspecify.annotations.NullMarked;
