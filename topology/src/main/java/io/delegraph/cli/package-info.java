/** The command line: a class per command. */
@NullMarked
package io.delegraph.cli;

import org.jspecify.annotations.NullMarked;
