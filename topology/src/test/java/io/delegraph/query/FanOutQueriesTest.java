package io.delegraph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delegraph.aggregates.BatchAggregation;
import io.delegraph.aggregates.Grouping;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.RandomLifecycles;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.query.PartitionOwners.Peer;
import io.delegraph.query.Queries.InvalidCursorException;
import io.delegraph.query.Queries.NotAvailableException;
import io.delegraph.query.Queries.Page;
import io.delegraph.query.Queries.PageRequest;
import io.delegraph.query.Queries.SessionFilter;
import io.delegraph.query.Queries.TimelineFilter;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Attention;
import io.delegraph.schemas.lifecycle.AttentionWait;
import io.delegraph.schemas.lifecycle.SessionMatch;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FanOutQueriesTest {
    private static final Peer B = new Peer("b", 1);
    private static final Peer C = new Peer("c", 1);

    private final FakeQueries a = new FakeQueries();
    private final FakeQueries b = new FakeQueries();
    private final FakeQueries c = new FakeQueries();
    private PartitionOwners.Owner owner = new PartitionOwners.LocalOwner();

    private List<Peer> peers = List.of(B, C);

    private final PartitionOwners owners = new PartitionOwners() {
        @Override
        public Owner ownerOf(String sessionId) {
            return owner;
        }

        @Override
        public List<Peer> peers() {
            return peers;
        }
    };
    private final Queries everywhere = new FanOutQueries(a, owners, Map.of(B, (Queries) b, C, c)::get);

    FanOutQueriesTest() {
        a.missing = List.of(1, 2);
        b.missing = List.of(0, 2);
        c.missing = List.of(0, 1);
    }

    private static List<String> ids(Page<SessionSummary> page) {
        return page.items().stream().map(SessionSummary::sessionId).toList();
    }

    private Page<SessionSummary> sessions(int limit, String cursor) {
        return everywhere.sessions(SessionFilter.ANY, new PageRequest(limit, cursor));
    }

    @Test
    void shouldMergeByLastSeen() {
        a.sessions.add(SampleRecords.session("a1", 10));
        a.sessions.add(SampleRecords.session("a2", 40));
        b.sessions.add(SampleRecords.session("b1", 30));
        c.sessions.add(SampleRecords.session("c1", 20));

        Page<SessionSummary> page = sessions(10, null);

        assertThat(ids(page)).containsExactly("a2", "b1", "c1", "a1");
        assertThat(page.next()).isNull();
        assertThat(page.missingPartitions()).isEmpty();
    }

    @Test
    void shouldMergeGroupsOfAllInstancesAndCountAMovingOneOnce() {
        BatchAggregation.of(List.of(new RandomLifecycles(1, 0, 1).agent("s", "a", AgentState.COMPLETED)), List.of())
                .forEach((key, sum) -> {
                    FakeQueries owner = List.of(a, b, c).get(Math.floorMod(key.hashCode(), 3));
                    owner.metrics.add(MetricWindowMapper.toWindow(key.size(), key.start(), key.series(), sum));
                    c.metrics.add(MetricWindowMapper.toWindow(key.size(), key.start(), key.series(), sum));
                });
        c.missing = List.of(0, 2);

        for (Grouping grouping : Groupings.of(Subject.DELEGATION)) {
            Page<MetricWindow> page =
                    everywhere.metrics(new Queries.MetricFilter(WindowSize.HOUR, grouping, 0, 1, null));

            assertThat(page.items()).as(grouping.name()).hasSize(1);
            assertThat(page.missingPartitions()).containsExactly(2);
        }
    }

    @Test
    void shouldGiveEverySessionOnceOverAllPages() {
        for (int i = 0; i < 50; i++) {
            List.of(a, b, c).get(i * 7 % 3).sessions.add(SampleRecords.session("s" + i, i / 4));
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Page<SessionSummary> page = sessions(4, cursor);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(4);
            seen.addAll(ids(page));
            cursor = page.next();
            pages++;
        } while (cursor != null);

        assertThat(seen).hasSize(50).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(13);
    }

    @Test
    void shouldKeepThePositionWhenAnItemIsSeenBetweenTwoPages() {
        a.sessions.add(SampleRecords.session("old", 10));
        b.sessions.add(SampleRecords.session("new", 20));
        String cursor = sessions(1, null).next();

        b.sessions.clear();
        b.sessions.add(SampleRecords.session("new", 99));

        assertThat(ids(sessions(1, cursor))).containsExactly("old");
    }

    @Test
    void shouldOmitItemsBeyondTheEndOfAnInstancesPage() {
        Page<SessionSummary> shortPage =
                new Page<>(List.of(SampleRecords.session("x", 50)), new Cursor(40, "y", "").encode(), List.of());
        Page<SessionSummary> whole =
                new Page<>(List.of(SampleRecords.session("u", 45), SampleRecords.session("v", 30)), null, List.of());

        Page<SessionSummary> merged = PageMerger.of(List.of(shortPage, whole), 10, Cursor::of);

        assertThat(ids(merged)).containsExactly("x", "u");
        assertThat(Cursor.decode(merged.next())).isEqualTo(new Cursor(40, "y", ""));
    }

    @Test
    void shouldShowASessionOnceWhileItsPartitionMoves() {
        a.sessions.add(SampleRecords.session("moving", 10));
        b.sessions.add(SampleRecords.session("moving", 12));

        Page<SessionSummary> page = sessions(10, null);

        assertThat(page.items()).extracting(SessionSummary::lastSeenAt).containsExactly(12L);
    }

    @Test
    void shouldNameThePartitionsOfAnInstanceThatDoesNotAnswer() {
        a.sessions.add(SampleRecords.session("a1", 10));
        b.failure = new NotAvailableException("b is away", 1);
        c.sessions.add(SampleRecords.session("c1", 5));

        Page<SessionSummary> page = sessions(10, null);

        assertThat(ids(page)).containsExactly("a1", "c1");
        assertThat(page.missingPartitions()).containsExactly(1);
    }

    @Test
    void shouldAnswerFromThePeersWhileItRestoresItself() {
        a.failure = new NotAvailableException("restoring", 1);
        b.sessions.add(SampleRecords.session("b1", 10));

        Page<SessionSummary> page = sessions(10, null);

        assertThat(ids(page)).containsExactly("b1");
        assertThat(page.missingPartitions()).containsExactly(0);
    }

    @Test
    void shouldFailWhenNoInstanceAnswers() {
        for (FakeQueries queries : List.of(a, b, c)) {
            queries.failure = new NotAvailableException("away", 3);
        }

        assertThatThrownBy(() -> sessions(10, null))
                .isInstanceOf(NotAvailableException.class)
                .hasMessage("away");
    }

    @Test
    void shouldSendNoQueryWhenTheCursorIsInvalid() {
        assertThatThrownBy(() -> sessions(10, "nonsense")).isInstanceOf(InvalidCursorException.class);
        assertThat(a.asked).hasValue(0);
        assertThat(b.asked).hasValue(0);
    }

    @Test
    void shouldMergeAgentsOfAllInstances() {
        a.agents.add(SampleRecords.agent("s", "x", "root"));
        b.agents.add(SampleRecords.agent("t", "x", "root"));

        Page<AgentLifecycle> page = everywhere.agents(EnumSet.of(AgentState.ACTIVE), new PageRequest(10, null));

        assertThat(page.items()).extracting(AgentLifecycle::sessionId).containsExactly("s", "t");
    }

    @Test
    void shouldSearchAllInstancesAndStopWhereOneOfThemStopped() {
        a.sessions.add(SampleRecords.session("a1", 30));
        a.sessions.add(SampleRecords.session("a2", 10));
        b.sessions.add(SampleRecords.session("b1", 20));
        a.stoppedEarly = true;

        Queries.SearchPage first = everywhere.search(List.of("checkout"), new PageRequest(1, null));
        Queries.SearchPage last = everywhere.search(List.of("checkout"), new PageRequest(9, first.next()));

        assertThat(first.items()).extracting(SessionMatch::sessionId).containsExactly("a1");
        assertThat(first.stoppedEarly()).isTrue();
        assertThat(last.items()).extracting(SessionMatch::sessionId).containsExactly("b1", "a2");
        assertThat(last.stoppedEarly()).as("of the last page").isFalse();
        assertThat(last.missingPartitions()).isEmpty();
    }

    @Test
    void shouldPutTogetherWhatNeedsAPersonTheLongestWaitingFirstAndEachOnce() {
        for (int i = 0; i < 40; i++) {
            a.waits.add(SampleRecords.wait("a" + i, "x", 2L * i));
            b.waits.add(SampleRecords.wait("b" + i, "x", 2L * i + 1));
        }
        c.waits.add(SampleRecords.wait("a0", "x", 0));

        Attention attention = everywhere.attention(7);

        assertThat(attention.needsYou())
                .hasSize(Attention.MAX_ITEMS)
                .extracting(AttentionWait::sessionId)
                .startsWith("a0", "b0", "a1", "b1");
        assertThat(attention.more().needsYou()).isEqualTo(30);
        assertThat(attention.missingPartitions()).isEmpty();
    }

    @Test
    void shouldTellTheIdsOfAllInstancesInTheirOrder() {
        a.sessions.add(SampleRecords.session("id-3", 1));
        b.sessions.add(SampleRecords.session("id-1", 1));
        c.sessions.add(SampleRecords.session("id-2", 1));
        c.sessions.add(SampleRecords.session("other", 1));

        assertThat(everywhere.sessionIds("id-", 2).items()).containsExactly("id-1", "id-2");
    }

    @Test
    void shouldAskTheOwnerAboutOneSession() {
        owner = new PartitionOwners.RemoteOwner(C);
        c.sessions.add(SampleRecords.session("s", 1));
        c.agents.add(SampleRecords.root("s"));

        assertThat(everywhere.hierarchy("s", null)).isPresent();
        assertThat(everywhere.workflows("s")).isPresent();
        assertThat(everywhere.events("s", TimelineFilter.ANY, new PageRequest(10, null)))
                .isPresent();
        assertThat(everywhere.agent("s", "root")).isPresent();
        assertThat(everywhere.agent("s", "other")).isEmpty();
        assertThat(a.asked).hasValue(0);
        assertThat(b.asked).hasValue(0);
    }

    @Test
    void shouldBeUnavailableWhileNoInstanceOwnsTheSession() {
        owner = new PartitionOwners.NoOwner(7);

        assertThatThrownBy(() -> everywhere.hierarchy("s", null))
                .isInstanceOf(NotAvailableException.class)
                .hasMessageContaining("partition 7");
    }

    @Test
    void shouldAnswerLocallyWhenThereIsOneInstance() {
        a.sessions.add(SampleRecords.session("a1", 10));
        peers = List.of();
        Queries alone = FanOutQueries.of(a, owners, null);

        assertThat(ids(alone.sessions(SessionFilter.ANY, new PageRequest(1, null))))
                .containsExactly("a1");
        assertThat(alone.hierarchy("a1", null)).isPresent();
    }
}
