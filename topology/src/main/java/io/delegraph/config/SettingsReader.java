package io.delegraph.config;

import io.delegraph.analysis.patterns.WorkflowAnalyzer;
import io.delegraph.pricing.Prices;
import io.delegraph.security.rule.SecurityPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Converts the merged values to {@link Settings} and validates types, ranges and dependencies. */
final class SettingsReader {
    private static final int MIN_TOKEN_LENGTH = 16;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration YEAR = Duration.ofDays(365);

    private SettingsReader() {}

    static Settings read(ConfigValues values, Prices prices, WorkflowAnalyzer analysis, SecurityPolicy securityPolicy) {
        return Settings.builder()
                .dataDir(dataDir(values))
                .kafka(kafka(values))
                .http(http(values))
                .topics(topics(values))
                .lifecycle(lifecycle(values))
                .ingest(new Settings.Ingest(
                        values.oneOf("ingest.privacy", Settings.PrivacyLevel.class),
                        hashKey(values),
                        values.duration("ingest.watermark-interval", Duration.ofMillis(100), Duration.ofMinutes(1))))
                .streams(streams(values))
                .thresholds(Thresholds.read(values))
                .prices(prices)
                .analysis(analysis)
                .security(new Settings.Security(values.flag("security.ocsf")))
                .securityPolicy(securityPolicy)
                .build();
    }

    private static @Nullable String hashKey(ConfigValues values) {
        if (values.isAuto("ingest.hash-key")) {
            return null;
        }
        String key = values.text("ingest.hash-key");
        if (key == null || key.length() < 16) {
            throw new SettingsException("ingest.hash-key wants at least 16 characters, or auto");
        }
        return key;
    }

    private static Path dataDir(ConfigValues values) {
        if (!values.isAuto("data-dir")) {
            return values.path("data-dir").toAbsolutePath().normalize();
        }
        String xdg = System.getenv("XDG_DATA_HOME");
        // by the XDG specification a relative path must be ignored
        Path base = xdg != null && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("delegraph");
    }

    private static Settings.Kafka kafka(ConfigValues values) {
        return new Settings.Kafka(
                values.text("kafka.bootstrap-servers"),
                values.integer("kafka.port", 0, 65_535),
                values.flag("kafka.open-reads"),
                values.subKeys("kafka.properties"));
    }

    private static Settings.Http http(ConfigValues values) {
        String host = values.text("http.host") == null ? "127.0.0.1" : values.text("http.host");
        String readToken = values.text("http.read-token");
        String hooksToken = values.text("http.hooks-token");
        checkLength("http.read-token", readToken);
        checkLength("http.hooks-token", hooksToken);
        if (readToken == null && !isLoopback(values, host)) {
            throw values.invalid(
                    "http.read-token", "must be set where http.host (" + host + ") can be reached by others");
        }
        if (readToken != null && readToken.equals(hooksToken)) {
            throw new SettingsException(
                    "http.read-token and http.hooks-token must differ: whoever may write hooks may not read");
        }
        return new Settings.Http(
                host,
                values.integer("http.port", 0, 65_535),
                readToken,
                hooksToken,
                values.isAuto("http.advertised") ? null : values.text("http.advertised"),
                values.words("http.allowed-hosts"),
                values.isAuto("http.transcripts") ? isLoopback(values, host) : values.flag("http.transcripts"));
    }

    /** The message does not repeat the token. */
    private static void checkLength(String key, @Nullable String token) {
        if (token != null && token.length() < MIN_TOKEN_LENGTH) {
            throw new SettingsException(key + " must have at least " + MIN_TOKEN_LENGTH
                    + " characters, or it can be guessed, found " + token.length()
                    + "; `openssl rand -hex 16` makes a good one");
        }
    }

    private static boolean isLoopback(ConfigValues values, String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw values.invalid("http.host", "wants an address of this machine");
        }
    }

    private static Settings.Topics topics(ConfigValues values) {
        return new Settings.Topics(
                values.integer("topics.partitions", 1, 1_000),
                values.isAuto("topics.replication-factor") ? -1 : values.integer("topics.replication-factor", 1, 100));
    }

    private static Settings.Lifecycle lifecycle(ConfigValues values) {
        Duration lostAfter = values.duration("lifecycle.lost-after", SECOND, YEAR);
        Duration lostCap = values.duration("lifecycle.lost-cap", SECOND, YEAR);
        if (lostCap.compareTo(lostAfter) < 0) {
            throw values.invalid(
                    "lifecycle.lost-cap", "must be at least lifecycle.lost-after (" + Units.text(lostAfter) + ")");
        }
        return new Settings.Lifecycle(
                lostAfter,
                lostCap,
                values.duration("lifecycle.absent-grace", Duration.ZERO, Duration.ofHours(1)),
                values.duration("lifecycle.retention", SECOND, YEAR.multipliedBy(10)));
    }

    private static Settings.Streams streams(ConfigValues values) {
        return new Settings.Streams(
                values.integer("streams.threads", 1, 64),
                values.duration("streams.commit-interval", Duration.ofMillis(10), Duration.ofMinutes(1)),
                values.oneOf("streams.processing-guarantee", Settings.ProcessingGuarantee.class),
                values.bytes("streams.cache", 0, 65_536),
                values.bytes("streams.rocksdb-memory", 8, 65_536),
                values.subKeys("streams.properties"));
    }
}
