/** Recorded hooks, read from files and sent as if they happened now. */
package io.delegraph.tools.replay;
