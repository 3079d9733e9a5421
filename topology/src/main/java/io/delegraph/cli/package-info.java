/** The command line: a class per command. Composes everything else. */
package io.delegraph.cli;
