package io.delegraph.cli;

/**
 * A command that the launcher has checked before it prepares a faster start, which takes some seconds: a wrong call ends before them.
 */
public interface Checked {
    /** Fails as the command itself would, without starting or writing anything. */
    void check();
}
