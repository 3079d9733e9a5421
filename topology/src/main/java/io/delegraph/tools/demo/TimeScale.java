package io.delegraph.tools.demo;

/**
 * How much faster than life a demo runs. The times of agents and people are compressed; the few milliseconds between two hooks of the
 * client are not, so that their order is kept.
 */
record TimeScale(double speed) {
    /** At least 1 ms. */
    long of(double ms) {
        return Math.max(1, Math.round(ms / speed));
    }
}
