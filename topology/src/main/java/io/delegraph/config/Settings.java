package io.delegraph.config;

import io.delegraph.analysis.patterns.WorkflowAnalyzer;
import io.delegraph.pricing.Prices;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, checked. What each key means and its default stand in {@code config/*.yaml}; a component here
 * is named as its key there.
 *
 * @param dataDir absolute
 * @param prices {@code config/models.yaml}
 * @param analysis by {@code config/agent-types.yaml} and {@code config/delegation-patterns.yaml}
 */
@RecordBuilder
public record Settings(
        Path dataDir,
        Kafka kafka,
        Http http,
        Topics topics,
        Lifecycle lifecycle,
        Ingest ingest,
        Streams streams,
        Thresholds thresholds,
        Prices prices,
        WorkflowAnalyzer analysis)
        implements SettingsBuilder.With {
    public static SettingsBuilder builder() {
        return SettingsBuilder.builder();
    }

    /**
     * Reads {@code configDir/delegraph.yaml} and {@code performance-thresholds.yaml}, which may be absent, over the built-in defaults,
     * then {@code overrides} (dotted keys); and {@code models.yaml}, {@code agent-types.yaml} and {@code delegation-patterns.yaml}, where the directory has one instead of the built-in one.
     *
     * @param configDir null for the defaults alone
     * @throws SettingsException when something is unknown, of a wrong type or out of range
     */
    public static Settings load(@Nullable Path configDir, Map<String, String> overrides) {
        return SettingsReader.read(
                new ConfigValues(ConfigLayers.read(configDir, overrides)),
                PriceConfig.read(configDir),
                PatternConfig.read(configDir));
    }

    /** The same with more settings of Kafka's clients, over those that are there. */
    public Settings withKafkaProperties(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(kafka.properties);
        all.putAll(more);
        return withKafka(new Kafka(kafka.bootstrapServers, kafka.port, kafka.openReads, all));
    }

    /** The same with a key where none is set. */
    public Settings withHashKey(String key) {
        return ingest.hashKey != null ? this : withIngest(new Ingest(ingest.privacy, key, ingest.watermarkInterval));
    }

    /** The same with another {@code http.port}: the one that 0 stood for. */
    public Settings withHttpPort(int port) {
        Http bound = new Http(
                http.host, port, http.readToken, http.hooksToken, http.advertised, http.allowedHosts, http.transcripts);
        return withHttp(bound);
    }

    /**
     * Where Kafka is.
     *
     * @param bootstrapServers of an existing cluster; null for the embedded broker
     * @param port of the embedded broker; 0 for any free one
     * @param openReads whether anybody on the machine may read the embedded broker's topics
     * @param properties for every Kafka client
     */
    public record Kafka(
            @Nullable String bootstrapServers, int port, boolean openReads, Map<String, String> properties) {
        public Kafka {
            properties = Map.copyOf(properties);
        }

        public boolean embedded() {
            return bootstrapServers == null;
        }

        /** Without the properties' values: they hold passwords. */
        @Override
        public String toString() {
            return "Kafka[bootstrapServers=" + bootstrapServers + ", port=" + port + ", openReads=" + openReads
                    + ", properties="
                    + properties.keySet() + "]";
        }
    }

    /**
     * The HTTP endpoint.
     *
     * @param port 0 for any free one
     * @param readToken null when reading is open
     * @param hooksToken null when this machine may send hooks without one, and others may not
     * @param advertised host:port for other instances; null for the host and port that were bound
     * @param allowedHosts names that a Host header may carry besides loopback, {@code host} and {@code advertised}
     * @param transcripts whether transcripts of this machine are shown to who may read
     */
    public record Http(
            String host,
            int port,
            @Nullable String readToken,
            @Nullable String hooksToken,
            @Nullable String advertised,
            Set<String> allowedHosts,
            boolean transcripts) {
        public Http {
            allowedHosts = Set.copyOf(allowedHosts);
        }

        /** Without the tokens. */
        @Override
        public String toString() {
            return "Http[host=" + host + ", port=" + port + ", advertised=" + advertised + ", allowedHosts="
                    + allowedHosts + "]";
        }
    }

    /**
     * How topics are created.
     *
     * @param replicationFactor -1 for the broker's default
     */
    public record Topics(int partitions, int replicationFactor) {}

    /** When an agent is given up, and when it is forgotten. {@code lostAfter <= lostCap}. */
    public record Lifecycle(Duration lostAfter, Duration lostCap, Duration absentGrace, Duration retention) {}

    /**
     * What becomes of hooks.
     *
     * @param hashKey of the hashes of paths and texts; null for none
     */
    public record Ingest(PrivacyLevel privacy, @Nullable String hashKey, Duration watermarkInterval) {
        /** Without the key. */
        @Override
        public String toString() {
            return "Ingest[privacy=" + privacy + ", watermarkInterval=" + watermarkInterval + "]";
        }
    }

    /** What is kept of texts; secrets are masked in each. */
    public enum PrivacyLevel {
        /** Not even descriptions, names and users. */
        NONE,
        /** Descriptions and names, no prompts and no tool texts. */
        DEFAULT,
        /** Prompts and tool texts too. */
        FULL
    }

    /**
     * How the topology runs.
     *
     * @param cache bytes of record cache, all threads together
     * @param rocksdbMemory bytes of block cache and write buffers, all stores together
     * @param properties for Kafka Streams, over everything else
     */
    public record Streams(
            int threads,
            Duration commitInterval,
            ProcessingGuarantee processingGuarantee,
            long cache,
            long rocksdbMemory,
            Map<String, String> properties) {
        public Streams {
            properties = Map.copyOf(properties);
        }

        /** Without the properties' values: they may hold passwords. */
        @Override
        public String toString() {
            return "Streams[threads=" + threads + ", commitInterval=" + commitInterval + ", processingGuarantee="
                    + processingGuarantee + ", cache=" + cache + ", rocksdbMemory=" + rocksdbMemory + ", properties="
                    + properties.keySet() + "]";
        }
    }

    /** Kafka Streams' {@code processing.guarantee}. */
    public enum ProcessingGuarantee {
        EXACTLY_ONCE_V2,
        AT_LEAST_ONCE;

        /** As Kafka Streams writes it. */
        public String configName() {
            return ConfigValues.configName(this);
        }
    }
}
