/** Delegraph's hooks in a coding agent's settings: what is there, and edits of the text that leave everything else as it is. */
@NullMarked
package io.delegraph.install;

import org.jspecify.annotations.NullMarked;
