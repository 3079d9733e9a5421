/** Edits Delegraph's hooks in the settings of a coding agent, leaving everything else unchanged. */
@NullMarked
package io.delegraph.install;

import org.jspecify.annotations.NullMarked;
