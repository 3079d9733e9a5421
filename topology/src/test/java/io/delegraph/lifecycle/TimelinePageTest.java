package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The pages of a timeline together are the timeline, for any page size. */
class TimelinePageTest {
    @Property(tries = 100)
    void shouldEqualTheTimelineForAnyPageSize(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int limit) {
        RandomSession session = RandomSession.of(seed, true);
        Session live = new Session(new SessionRows(RandomSession.ID, new InMemoryRowStore()), TestPolicies.DEFAULT);
        for (AgentEvent.InSession event : session.events()) {
            live.on(event, 0);
        }
        List<TimelineEntry> whole = Timeline.page(live.rows(), null, null, null, null, Integer.MAX_VALUE);

        List<TimelineEntry> pages = new ArrayList<>();
        List<TimelineEntry> page;
        do {
            page = Timeline.page(live.rows(), null, null, null, pages.isEmpty() ? null : pages.getLast(), limit);
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            pages.addAll(page);
        } while (!page.isEmpty());

        assertThat(pages).isEqualTo(whole);
        assertThat(whole).isNotEmpty();
    }
}
