package io.delegraph.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentChangesTest {
    private static FeedChange change(int slot, long offset, int length) {
        return new FeedChange(slot, offset, "s", "x".repeat(length));
    }

    private static FeedOffsets at(long... next) {
        return new FeedOffsets(next);
    }

    @Test
    void shouldKeepEverythingSinceItsStart() {
        RecentChanges held = new RecentChanges(at(10, 20), 10_000);
        held.add(change(0, 12, 1));
        held.add(change(1, 20, 1));
        held.add(change(0, 15, 1));

        assertThat(held.from(at(10, 20)).orElseThrow())
                .extracting(FeedChange::offset)
                .containsExactly(12L, 20L, 15L);
        assertThat(held.from(at(13, 21)).orElseThrow())
                .extracting(FeedChange::offset)
                .containsExactly(15L);
        assertThat(held.from(at(9, 20))).as("before its start").isEmpty();
        assertThat(held.from(at(99, 99)).orElseThrow())
                .as("ahead, from another instance")
                .isEmpty();
    }

    @Test
    void shouldReportThatTheOldestChangesWereDropped() {
        RecentChanges held = new RecentChanges(at(0, 0), 1_000);
        held.add(change(0, 3, 400));
        held.add(change(1, 0, 400));
        held.add(change(1, 1, 400));

        assertThat(held.from(at(3, 0))).isEmpty();
        assertThat(held.from(at(4, 0)).orElseThrow()).hasSize(2);
        assertThat(held.from(at(4, 1)).orElseThrow()).hasSize(1);
    }
}
