package io.delegraph.tools.simulation;

import io.delegraph.tools.replay.Hook;

/** A hook without its time. */
@FunctionalInterface
public interface UntimedHook {
    /** The hook with its time, epoch ms. */
    Hook at(long at);
}
