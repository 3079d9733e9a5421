/** Reads recorded hooks from files and sends them as if they happened now. */
@NullMarked
package io.delegraph.tools.replay;

import org.jspecify.annotations.NullMarked;
