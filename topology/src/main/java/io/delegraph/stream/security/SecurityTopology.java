package io.delegraph.stream.security;

import io.delegraph.lifecycle.Policies;
import io.delegraph.metrics.SecurityMeters;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.security.rule.RuleCatalog;
import io.delegraph.security.rule.SecurityPolicy;
import io.delegraph.stream.core.SessionSuccessor;
import io.delegraph.stream.core.SessionUpdate;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.Partitioning;
import io.delegraph.stream.record.RecordKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * SECURITY: sessions are judged in their own task, by the rows of LIFECYCLE.
 *
 * <pre>
 * lifecycle ─► security (findings) ─► agent.findings
 *      rows, index ──┘ for reading
 * </pre>
 */
public final class SecurityTopology {
    private SecurityTopology() {}

    /** The successor of LIFECYCLE that judges sessions. */
    public static SessionSuccessor successor(SecurityPolicy policy, Policies policies, MeterRegistry registry) {
        SecurityMeters meters = new SecurityMeters(
                registry,
                RuleCatalog.all().stream().map(RuleCatalog.RuleDescription::id).toList());
        return new SessionSuccessor(
                Names.SECURITY,
                new SecurityProcessorSupplier(policy, policies, meters),
                List.of(Names.ROWS, Names.INDEX),
                List.of(new SessionSuccessor.Sink<>(
                        Names.FINDINGS_SINK, Names.FINDINGS, JsonSerdes.keys(), Partitioning.bySession())));
    }

    private record SecurityProcessorSupplier(SecurityPolicy policy, Policies policies, SecurityMeters meters)
            implements ProcessorSupplier<String, SessionUpdate, RecordKey, SecurityFinding> {
        @Override
        public Processor<String, SessionUpdate, RecordKey, SecurityFinding> get() {
            return new SecurityProcessor(policy, policies, meters);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(Names.FINDING_STORE), Serdes.Bytes(), Serdes.ByteArray())
                    .withCachingEnabled());
        }
    }
}
