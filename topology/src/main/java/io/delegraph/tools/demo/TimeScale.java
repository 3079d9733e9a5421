package io.delegraph.tools.demo;

/**
 * How much faster than life a demo runs. What agents and people take is compressed; what the client takes between two of its hooks, some
 * milliseconds, is not: so their order stays.
 */
record TimeScale(double speed) {
    /** At least 1 ms. */
    long of(double ms) {
        return Math.max(1, Math.round(ms / speed));
    }
}
