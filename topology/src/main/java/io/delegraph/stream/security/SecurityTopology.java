package io.delegraph.stream.security;

import io.delegraph.lifecycle.Policies;
import io.delegraph.metrics.SecurityMeters;
import io.delegraph.schemas.ocsf.ApplicationLifecycle;
import io.delegraph.security.ocsf.AgentTransitions;
import io.delegraph.security.ocsf.FindingEvents;
import io.delegraph.security.rule.RuleCatalog;
import io.delegraph.security.rule.SecurityPolicy;
import io.delegraph.stream.core.SessionSuccessor;
import io.delegraph.stream.core.SessionUpdate;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.Partitioning;
import io.delegraph.stream.record.RecordKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * SECURITY: sessions are judged in their own task, by the rows of LIFECYCLE. For a SIEM, the revisions of findings are written a second time
 * as OCSF events, and so are the starts and ends of agents.
 *
 * <pre>
 * lifecycle ─┬─► security (findings) ─┬─► agent.findings
 *     │      │        └── reads ──┐   └─► agent.findings.ocsf
 *     │      └─► ocsf ────────────┼─────► agent.findings.ocsf
 *     └─ rows, index ◄────────────┘
 * </pre>
 *
 * <p>Events for a SIEM are forwarded by the same record that makes the revision, so that they are written as often as it is: exactly once with
 * {@code exactly_once_v2}. A processor that read {@code agent.findings} and {@code agent.lifecycles} again would have to parse every
 * revision for the few that matter, and a compacted topic would not have all of them after a long absence.
 */
public final class SecurityTopology {
    private SecurityTopology() {}

    /**
     * The successors of LIFECYCLE that judge sessions, and report to a SIEM.
     *
     * @param ocsf whether events for a SIEM are written
     * @param version of Delegraph, for these events; null when it was not built into a jar
     */
    public static List<SessionSuccessor> successors(
            SecurityPolicy policy, Policies policies, MeterRegistry registry, boolean ocsf, @Nullable String version) {
        SecurityMeters meters = new SecurityMeters(
                registry,
                RuleCatalog.all().stream().map(RuleCatalog.RuleDescription::id).toList());
        List<SessionSuccessor.Sink<?, ?>> sinks = new ArrayList<>();
        sinks.add(sink(Names.FINDINGS_SINK, Names.FINDINGS));
        if (ocsf) {
            sinks.add(sink(Names.FINDINGS_OCSF_SINK, Names.FINDINGS_OCSF));
        }
        List<SessionSuccessor> successors = new ArrayList<>();
        successors.add(new SessionSuccessor(
                Names.SECURITY,
                new SecurityProcessorSupplier(policy, policies, meters, ocsf ? new FindingEvents(version) : null),
                List.of(Names.ROWS, Names.INDEX),
                sinks));
        if (ocsf) {
            AgentTransitions transitions = new AgentTransitions(version);
            ProcessorSupplier<String, SessionUpdate, RecordKey, ApplicationLifecycle> reporter =
                    () -> new OcsfProcessor(transitions);
            successors.add(new SessionSuccessor(
                    Names.OCSF,
                    reporter,
                    List.of(Names.FINDING_STORE),
                    List.of(sink(Names.LIFECYCLES_OCSF_SINK, Names.FINDINGS_OCSF))));
        }
        return successors;
    }

    private static SessionSuccessor.Sink<RecordKey, Object> sink(String name, String topic) {
        return new SessionSuccessor.Sink<>(name, topic, JsonSerdes.keys(), Partitioning.bySession());
    }

    private record SecurityProcessorSupplier(
            SecurityPolicy policy,
            Policies policies,
            SecurityMeters meters,
            @Nullable FindingEvents ocsf) implements ProcessorSupplier<String, SessionUpdate, RecordKey, Object> {
        @Override
        public Processor<String, SessionUpdate, RecordKey, Object> get() {
            return new SecurityProcessor(policy, policies, meters, ocsf);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(Names.FINDING_STORE), Serdes.Bytes(), Serdes.ByteArray())
                    .withCachingEnabled());
        }
    }
}
