package io.delegraph.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path dir;

    @Test
    void shouldHaveEveryDefaultWithoutAFile() {
        Settings settings = Settings.load(null, Map.of());

        assertThat(settings.dataDir()).isAbsolute().hasFileName("delegraph");
        assertThat(settings.kafka()).isEqualTo(new Settings.Kafka(null, 9092, false, Map.of()));
        assertThat(settings.http()).isEqualTo(new Settings.Http("127.0.0.1", 8080, null, null, null, Set.of(), true));
        assertThat(settings.topics()).isEqualTo(new Settings.Topics(4, -1));
        assertThat(settings.lifecycle())
                .isEqualTo(new Settings.Lifecycle(
                        Duration.ofMinutes(30), Duration.ofHours(6), Duration.ofSeconds(10), Duration.ofDays(30)));
        assertThat(settings.ingest())
                .isEqualTo(new Settings.Ingest(Settings.PrivacyLevel.DEFAULT, null, Duration.ofSeconds(2)));
        assertThat(settings.streams().commitInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.streams().processingGuarantee().configName()).isEqualTo("exactly_once_v2");
        assertThat(settings.streams().cache()).isEqualTo(2L << 20);
    }

    @Test
    void shouldReadTheThresholdsOfAUserWhoHasSome() throws IOException {
        assertThat(Settings.load(null, Map.of()).thresholds().minimumSample()).isEqualTo(20);
        file("");
        assertThat(Settings.load(dir, Map.of()).thresholds().minimumSample()).isEqualTo(20);

        Path thresholds =
                Files.writeString(dir.resolve("performance-thresholds.yaml"), "analytics: {minimum-sample: 50}");
        assertThat(Settings.load(dir, Map.of()).thresholds().minimumSample()).isEqualTo(50);
        assertThat(Settings.load(dir, Map.of("analytics.minimum-sample", "30"))
                        .thresholds()
                        .minimumSample())
                .isEqualTo(30);

        Files.writeString(thresholds, "analytics: {minimum-sample: 1}");
        assertThatThrownBy(() -> Settings.load(dir, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("analytics.minimum-sample wants a number from 2")
                .hasMessageContaining(thresholds.toString());
        Files.writeString(thresholds, "analytics: {minimum: 1}");
        assertThatThrownBy(() -> Settings.load(dir, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("unknown key analytics.minimum");
    }

    @Test
    void shouldReadTheLimitsOfAlerts() {
        Thresholds.Alerts alerts = Settings.load(null, Map.of("alerts.waiting", "90s", "alerts.failure-share", "0.5"))
                .thresholds()
                .alerts();
        assertThat(alerts.waiting()).isEqualTo(Duration.ofSeconds(90));
        assertThat(alerts.failureShare()).isEqualTo(0.5);
        assertThatThrownBy(() -> Settings.load(null, Map.of("alerts.failure-share", "50")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("alerts.failure-share wants a number from 0 to 1, found 50 (command line)");
        assertThatThrownBy(() -> Settings.load(null, Map.of("prometheus.agent-types", "many")))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("prometheus.agent-types wants a number from 1 to 200");
    }

    @Test
    void shouldTakeTheFileOverTheDefaultsAndSetOverTheFile() throws IOException {
        file("""
                kafka:
                  port: 19092
                  properties:
                    security.protocol: SSL
                    ssl: {truststore.location: /etc/trust}
                http: {port: 18080}
                lifecycle.lost-after: 45m
                """);

        Settings settings =
                Settings.load(dir, Map.of("http.port", "0", "streams.properties.num.standby.replicas", "1"));

        assertThat(settings.kafka().port()).isEqualTo(19_092);
        assertThat(settings.kafka().properties())
                .isEqualTo(Map.of("security.protocol", "SSL", "ssl.truststore.location", "/etc/trust"));
        assertThat(settings.http().port()).isZero();
        assertThat(settings.lifecycle().lostAfter()).isEqualTo(Duration.ofMinutes(45));
        assertThat(settings.streams().properties()).isEqualTo(Map.of("num.standby.replicas", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka: {prt: 1}          | unknown key kafka.prt (FILE); known: kafka.bootstrap-servers, kafka.open-reads, kafka.port,"
                        + " kafka.properties.*",
                "kafak: {port: 1}         | unknown key kafak.port (FILE); known: data-dir, kafka.*, http.*, topics.*,"
                        + " lifecycle.*, ingest.*, security.*, streams.*",
                "kafka: {open-reads: some} | kafka.open-reads wants true or false, found some (FILE)",
                "http: {port: many}       | http.port wants a number from 0 to 65535, found many (FILE)",
                "http: {port: 65536}      | http.port wants a number from 0 to 65535, found 65536 (FILE)",
                "http: {port: [1]}        | http.port wants one value, found a list (FILE)",
                "http: {host: 0.0.0.0}    | http.read-token must be set where http.host (0.0.0.0) can be reached by"
                        + " others, found nothing (built-in)",
                "lifecycle: {lost-cap: 6} | lifecycle.lost-cap wants a duration from 1s to 365d, found 6 (FILE)",
                "lifecycle: {lost-cap: }  | lifecycle.lost-cap wants a duration, found nothing (FILE)",
                "lifecycle: {lost-cap: 1m} | lifecycle.lost-cap must be at least lifecycle.lost-after (30m), found 1m"
                        + " (FILE)",
                "streams: {cache: -1MB}   | streams.cache wants a size from 0MB to 65536MB, found -1MB (FILE)",
                "ingest: {privacy: some}  | ingest.privacy wants one of none, default, full, found some (FILE)",
                "http: {port: 1           | FILE is not valid YAML near line 1: expected ',' or '}', but got <stream end>",
                "kafka                    | FILE wants keys and values, found only kafka",
            })
    void shouldNameKeyAndFileWhenAValueIsInvalid(String yaml, String message) throws IOException {
        Path file = file(yaml + "\n");

        assertThatThrownBy(() -> Settings.load(dir, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message.replace("FILE", file.toString()));
    }

    @Test
    void shouldNameTheOptionWhenItsValueIsInvalid() {
        assertThatThrownBy(() -> Settings.load(null, Map.of("topics.partitions", "0")))
                .hasMessage("topics.partitions wants a number from 1 to 1000, found 0 (command line)");
    }

    @Test
    void shouldRefuseADirectoryWithoutAFile() {
        assertThatThrownBy(() -> Settings.load(dir, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage(dir.resolve("delegraph.yaml")
                        + " cannot be read; --config wants a directory that has a delegraph.yaml");
    }

    @Test
    void shouldNotPrintSecrets() {
        Settings settings = Settings.load(
                null,
                Map.of(
                        "http.read-token", "s3cret-a-of-the-test",
                        "http.hooks-token", "s3cret-b-of-the-test",
                        "kafka.properties.sasl.jaas.config", "s3cret-c",
                        "streams.properties.ssl.key.password", "s3cret-d"));

        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.read-token", "http.hooks-token"})
    void shouldRefuseATokenThatCanBeGuessed(String key) {
        assertThatThrownBy(() -> Settings.load(null, Map.of(key, "fifteen-letters")))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(key + " must have at least 16 characters")
                .hasMessageNotContaining("fifteen-letters");
        assertThat(Settings.load(null, Map.of(key, "sixteen-letters!"))).isNotNull();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(dir.resolve("delegraph.yaml"), yaml);
    }
}
