package io.delegraph.config;

import io.delegraph.analysis.patterns.WorkflowAnalyzer;
import io.delegraph.pricing.Prices;
import io.delegraph.security.rule.SecurityPolicy;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All settings, validated. {@code config/*.yaml} documents each key and its default; a component here has the name of its key there.
 *
 * @param dataDir absolute
 * @param prices {@code config/models.yaml}
 * @param analysis by {@code config/agent-types.yaml} and {@code config/delegation-patterns.yaml}
 * @param securityPolicy {@code config/security-policies.yaml}
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
        WorkflowAnalyzer analysis,
        Security security,
        SecurityPolicy securityPolicy)
        implements SettingsBuilder.With {
    public static SettingsBuilder builder() {
        return SettingsBuilder.builder();
    }

    /**
     * Loads the settings. {@code configDir/delegraph.yaml} and the optional {@code performance-thresholds.yaml} override the built-in
     * defaults, and {@code overrides} (dotted keys) override both. {@code models.yaml}, {@code agent-types.yaml}, {@code
     * delegation-patterns.yaml} and {@code security-policies.yaml} in the directory replace the built-in ones.
     *
     * @param configDir null for the defaults alone
     * @throws SettingsException when a key is unknown, or a value has the wrong type or is out of range
     */
    public static Settings load(@Nullable Path configDir, Map<String, String> overrides) {
        return SettingsReader.read(
                new ConfigValues(ConfigLayers.read(configDir, overrides)),
                PriceConfig.read(configDir),
                PatternConfig.read(configDir),
                SecurityConfig.read(configDir));
    }

    /**
     * Reads another security policy than the one of the settings, in the format of {@code security-policies.yaml}.
     *
     * @throws SettingsException as for the settings
     */
    public static SecurityPolicy securityPolicy(Path file) {
        return SecurityConfig.readFile(file);
    }

    /** The same with additional settings for Kafka's clients, which override existing ones. */
    public Settings withKafkaProperties(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(kafka.properties);
        all.putAll(more);
        return withKafka(new Kafka(kafka.bootstrapServers, kafka.port, kafka.openReads, all));
    }

    /** The same with a hash key, if none is set. */
    public Settings withHashKey(String key) {
        return ingest.hashKey != null ? this : withIngest(new Ingest(ingest.privacy, key, ingest.watermarkInterval));
    }

    /** The same with another {@code http.port}: the port that was chosen for 0. */
    public Settings withHttpPort(int port) {
        Http bound = new Http(
                http.host, port, http.readToken, http.hooksToken, http.advertised, http.allowedHosts, http.transcripts);
        return withHttp(bound);
    }

    /**
     * The Kafka cluster to use.
     *
     * @param bootstrapServers of an existing cluster; null for the embedded broker
     * @param port of the embedded broker; 0 for any free one
     * @param openReads whether every process on the machine may read the embedded broker's topics
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

        /** Hides the values of the properties: they contain passwords. */
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
     * @param hooksToken null when this machine may send hooks without a token, and others may not
     * @param advertised host:port for other instances; null for the bound host and port
     * @param allowedHosts names that a Host header may contain besides loopback, {@code host} and {@code advertised}
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

        /** Hides the tokens. */
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

    /** When an agent is declared lost, and when a session is deleted. {@code lostAfter <= lostCap}. */
    public record Lifecycle(Duration lostAfter, Duration lostCap, Duration absentGrace, Duration retention) {}

    /**
     * How hooks are processed.
     *
     * @param hashKey key of the hashes of paths and texts; null for none
     */
    public record Ingest(PrivacyLevel privacy, @Nullable String hashKey, Duration watermarkInterval) {
        /** Hides the key. */
        @Override
        public String toString() {
            return "Ingest[privacy=" + privacy + ", watermarkInterval=" + watermarkInterval + "]";
        }
    }

    /** Which texts are kept; secrets are masked in each level. */
    public enum PrivacyLevel {
        /** No descriptions, names or users either. */
        NONE,
        /** Descriptions and names, no prompts and no tool texts. */
        DEFAULT,
        /** Prompts and tool texts as well. */
        FULL
    }

    /**
     * How the topology runs.
     *
     * @param cache bytes of record cache, all threads together
     * @param rocksdbMemory bytes of block cache and write buffers, all stores together
     * @param properties for Kafka Streams, overriding everything else
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

        /** Hides the values of the properties: they may contain passwords. */
        @Override
        public String toString() {
            return "Streams[threads=" + threads + ", commitInterval=" + commitInterval + ", processingGuarantee="
                    + processingGuarantee + ", cache=" + cache + ", rocksdbMemory=" + rocksdbMemory + ", properties="
                    + properties.keySet() + "]";
        }
    }

    /**
     * What is done with security findings.
     *
     * @param ocsf whether findings, agents and workflows are written as OCSF events for a SIEM
     */
    public record Security(boolean ocsf) {}

    /** Kafka Streams' {@code processing.guarantee}. */
    public enum ProcessingGuarantee {
        EXACTLY_ONCE_V2,
        AT_LEAST_ONCE;

        /** The name of the value in Kafka Streams. */
        public String configName() {
            return ConfigValues.configName(this);
        }
    }
}
