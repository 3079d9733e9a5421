/** The output of commands: text that fits the terminal, trees, progress. */
@NullMarked
package io.delegraph.cli.terminal;

import org.jspecify.annotations.NullMarked;
