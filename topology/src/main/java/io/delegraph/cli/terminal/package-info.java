/** What commands print: text that fits the terminal, trees, progress. */
package io.delegraph.cli.terminal;
