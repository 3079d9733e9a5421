package io.delegraph.cli.terminal;

import io.delegraph.query.Forest;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A session's tree and how it is to be drawn.
 *
 * @param failedTurns turns of the root that failed; null when the server does not count them
 * @param activeMs how long the session was at work; null when the server does not count it
 * @param unfolded whether each finished agent has its line
 * @param zone of the times of the day
 */
public record TreeView(
        Forest forest,
        @Nullable Integer failedTurns,
        @Nullable Long activeMs,
        boolean unfolded,
        ZoneId zone) {
    Moments moments() {
        return new Moments(zone, forest.session().asOf());
    }
}
