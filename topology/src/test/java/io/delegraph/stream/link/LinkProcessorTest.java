package io.delegraph.stream.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.Fact;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.SessionLinked;
import io.delegraph.stream.record.ClientSeen;
import io.delegraph.stream.record.Names;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Which sessions' clients were started from each other, on hosts with any number of clients. */
class LinkProcessorTest {
    private static final long NOW = 1_795_361_674_663L;
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final String HOST = "b\u00fcro";

    private final MockProcessorContext<String, AgentEvent> context = new MockProcessorContext<>();
    private KeyValueStore<Bytes, byte[]> store = newStore();
    private LinkProcessor processor;
    private final Map<String, Revision> reported = new HashMap<>();
    private final Map<String, Revision> leads = new HashMap<>();
    private int calls;

    private KeyValueStore<Bytes, byte[]> newStore() {
        KeyValueStore<Bytes, byte[]> made = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Names.CLIENTS), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        made.init(context.getStateStoreContext(), made);
        return made;
    }

    @SuppressWarnings("unchecked")
    private void begin() {
        context.setCurrentSystemTimeMs(NOW);
        context.addStateStore((KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, args) -> {
                    calls++;
                    return method.invoke(store, args);
                }));
        processor = new LinkProcessor(RETENTION);
        processor.init(context);
    }

    private static ClientSeen client(String session, long pid, Long... above) {
        return ClientSeen.process(session, pid, List.of(above), NOW);
    }

    private void process(ClientSeen... clients) {
        for (ClientSeen client : clients) {
            processor.process(new Record<>(HOST, client, NOW));
        }
    }

    /** Teammates and their sessions by the latest report to both sessions. */
    private Set<String> teammates() {
        context.forwarded().forEach(forwarded -> {
            SessionLinked link = (SessionLinked) forwarded.record().value();
            if (link.requestToolUseId() != null) {
                String lead = link.origin().sessionId();
                reported.merge(
                        lead + ">" + link.childSessionId() + " " + link.requestToolUseId(),
                        new Revision(link),
                        Revision::later);
            } else if (link.revision() != null) {
                leads.merge(link.origin().sessionId(), new Revision(link), Revision::later);
            }
        });
        context.resetForwards();
        Set<String> links = new TreeSet<>();
        reported.forEach((link, revision) -> {
            if (!revision.withdrawn) {
                links.add(link);
            }
        });
        assertThat(links.stream().map(link -> link.replaceAll(" .*", "")))
                .containsExactlyInAnyOrderElementsOf(leads.entrySet().stream()
                        .filter(entry -> !entry.getValue().withdrawn)
                        .map(entry -> entry.getValue().lead + ">" + entry.getKey())
                        .toList());
        return links;
    }

    /** Of two revisions with the same number the one with a lead counts. */
    private record Revision(long number, boolean withdrawn, String lead) {
        Revision(SessionLinked link) {
            this(link.revision(), link.withdrawn() != null, link.parentSessionId());
        }

        static Revision later(Revision a, Revision b) {
            return a.number != b.number ? a.number > b.number ? a : b : a.withdrawn ? b : a;
        }
    }

    /** Each link once, in the form {@code child<parent}. */
    private List<String> links() {
        List<String> links = new ArrayList<>();
        context.forwarded().forEach(forwarded -> {
            SessionLinked link = (SessionLinked) forwarded.record().value();
            if (link.parentSessionId() != null) {
                links.add(link.origin().sessionId() + "<" + link.parentSessionId());
            }
        });
        context.resetForwards();
        return links;
    }

    @Test
    void shouldLinkWithTheNearestAncestorInAnyOrder() {
        begin();
        process(client("top", 10L), client("mid", 20L, 15L, 10L), client("low", 30L, 25L, 20L, 15L, 10L));
        assertThat(links()).containsExactly("mid<top", "low<mid");
    }

    @Test
    void shouldLinkChildrenThatWereSeenBefore() {
        begin();
        process(client("low", 30L, 20L, 10L), client("top", 10L));
        assertThat(links()).containsExactly("low<top");
        process(client("mid", 20L, 10L));
        assertThat(links()).containsExactly("mid<top", "low<mid");
    }

    @Test
    void shouldNotLinkWithAnEarlierOwnerOfTheProcessId() {
        begin();
        process(client("old", 30L, 10L), client("new", 30L, 11L), client("top", 10L));
        assertThat(links()).isEmpty();
    }

    /** An earlier version had no index. */
    @Test
    void shouldFindClientsThatAnEarlierVersionStored() {
        byte[] host = HOST.getBytes(StandardCharsets.UTF_8);
        store.put(
                Bytes.wrap(ByteBuffer.allocate(12 + host.length)
                        .putInt(host.length)
                        .put(host)
                        .putLong(30)
                        .array()),
                Json.write(client("low", 30L, 10L)));
        begin();

        process(client("top", 10L));

        assertThat(links()).containsExactly("low<top");
    }

    @Test
    void shouldFindTheSessionOfATeammateInAnyOrder() {
        Fact.TeamSeen lead = new Fact.TeamSeen(
                "lead",
                "box",
                "shop",
                List.of(new Fact.Teammate("t1", NOW), new Fact.Teammate("t2", NOW + 30_000)),
                null,
                NOW);
        Fact.TeamSeen first = new Fact.TeamSeen("mate1", "box", "shop", List.of(), NOW - 200, NOW - 200);
        Fact.TeamSeen second = new Fact.TeamSeen("mate2", "box", "shop", List.of(), NOW + 31_000, NOW + 31_000);
        Fact.TeamSeen other = new Fact.TeamSeen("mate3", "box", "another", List.of(), NOW, NOW);
        Fact.TeamSeen late = new Fact.TeamSeen("mate4", "box", "shop", List.of(), NOW + 3_600_000, NOW);
        List<Fact.TeamSeen> all = new ArrayList<>(List.of(lead, first, second, other, late));
        for (int turn = 0; turn < all.size(); turn++) {
            Collections.rotate(all, 1);
            reported.clear();
            leads.clear();
            store = newStore();
            begin();
            all.forEach(team -> process(ClientSeen.team(team)));

            assertThat(teammates()).containsExactly("lead>mate1 t1", "lead>mate2 t2");
        }
    }

    @Test
    void shouldWithdrawAMatchWhenABetterOneComes() {
        begin();
        process(
                led("mate2", NOW + 31_000),
                lead("lead", new Fact.Teammate("t1", NOW), new Fact.Teammate("t2", NOW + 30_000)));
        assertThat(teammates()).containsExactly("lead>mate2 t1");

        process(led("mate1", NOW + 100));

        assertThat(teammates()).containsExactly("lead>mate1 t1", "lead>mate2 t2");
    }

    @Test
    void shouldWithdrawAMatchWhenItsEvidenceIsGone() {
        begin();
        process(lead("lead", new Fact.Teammate("t1", NOW)), lead("another", new Fact.Teammate("t2", NOW + 50)));
        process(led("mate", NOW + 100));
        assertThat(teammates()).containsExactly("lead>mate t1");

        // the answer came late: that teammate works in the lead's own session
        process(lead("lead"));
        assertThat(teammates()).containsExactly("another>mate t2");

        // an earlier event of the lead shows that the task was given long before
        process(led("mate", NOW - 3_600_000));
        assertThat(teammates()).isEmpty();

        process(led("mate", NOW + 40));
        assertThat(teammates()).containsExactly("another>mate t2");
    }

    /** In any order of reports, the latest result for both sessions equals that of the latest reports alone. */
    @Property(tries = 200)
    void shouldLinkTeamsByTheLatestReports(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, ClientSeen> last = new HashMap<>();
        reported.clear();
        leads.clear();
        store = newStore();
        begin();
        for (int i = 0; i < 20; i++) {
            ClientSeen report = random.nextBoolean()
                    ? led("mate" + random.nextInt(3), NOW + random.nextInt(200_000))
                    : lead(
                            "lead" + random.nextInt(2),
                            IntStream.range(0, random.nextInt(3))
                                    .mapToObj(call -> new Fact.Teammate("t" + call, NOW + random.nextInt(200_000)))
                                    .toArray(Fact.Teammate[]::new));
            last.put(report.sessionId(), report);
            process(report);
        }
        Set<String> together = Set.copyOf(teammates());

        reported.clear();
        leads.clear();
        store = newStore();
        begin();
        last.values().forEach(this::process);
        assertThat(together).isEqualTo(teammates());
    }

    private static ClientSeen led(String session, long at) {
        return ClientSeen.team(new Fact.TeamSeen(session, "box", "shop", List.of(), at, at));
    }

    private static ClientSeen lead(String session, Fact.Teammate... teammates) {
        return ClientSeen.team(new Fact.TeamSeen(session, "box", "shop", List.of(teammates), null, NOW));
    }

    @Test
    void shouldExpireOldEntries() {
        begin();
        process(ClientSeen.process("old", 10L, List.of(5L), NOW - RETENTION.toMillis() - 1), client("top", 5L));
        assertThat(links()).isEmpty();

        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(NOW);

        HostClients left = new HostClients(store);
        assertThat(left.get(HOST, 10)).isNull();
        assertThat(left.get(HOST, 5)).isNotNull();
    }

    @Test
    void shouldAvoidAScanOfAllClientsOfTheHost() {
        begin();
        for (long pid = 100; pid < 3_100; pid++) {
            process(client("s" + pid, pid, 3L, 2L, 1L));
        }
        calls = 0;

        process(client("one more", 50L, 3L, 2L, 1L));

        assertThat(calls).isLessThan(20);
    }

    /** The same result as by a full scan each time. */
    @Property(tries = 300)
    void shouldEqualAFullScan(@ForAll long seed) {
        context.resetForwards();
        store = newStore();
        begin();
        Random random = new Random(seed);
        Map<Long, ClientSeen> all = new HashMap<>();
        for (int i = 0; i < 25; i++) {
            Long[] above =
                    random.longs(random.nextInt(4), 1, 9).distinct().boxed().toArray(Long[]::new);
            ClientSeen seen = client("s" + random.nextInt(6), 1 + random.nextInt(8), above);
            all.put(seen.pid(), seen);
            List<String> expected = new ArrayList<>();
            addLink(seen, all, expected, null);
            all.values().stream()
                    .filter(child -> !child.sessionId().equals(seen.sessionId()))
                    .forEach(child -> addLink(child, all, expected, seen));

            process(seen);

            assertThat(links()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static void addLink(ClientSeen child, Map<Long, ClientSeen> all, List<String> links, ClientSeen only) {
        child.ancestorPids().stream()
                .map(all::get)
                .filter(ancestor -> ancestor != null && !ancestor.sessionId().equals(child.sessionId()))
                .findFirst()
                .filter(parent -> only == null || parent.equals(only))
                .ifPresent(parent -> links.add(child.sessionId() + "<" + parent.sessionId()));
    }
}
