/** The command line: a class per command. */
package io.delegraph.cli;
