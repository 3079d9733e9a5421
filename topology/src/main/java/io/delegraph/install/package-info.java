/** Delegraph's hooks in a coding agent's settings: what is there, and edits of the text that leave everything else as it is. */
package io.delegraph.install;
