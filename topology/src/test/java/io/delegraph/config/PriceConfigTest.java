package io.delegraph.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delegraph.pricing.Price;
import io.delegraph.pricing.Prices;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceConfigTest {
    private static final String GOOD = "{match: m, input: 1, output: 2, cache_read: 0.1, cache_creation: 1.25}";

    @TempDir
    Path dir;

    private Prices read(String yaml) throws IOException {
        Files.writeString(dir.resolve("models.yaml"), yaml);
        return PriceConfig.read(dir);
    }

    @Test
    void shouldNameTheSourceOfTheBuiltInList() {
        Prices prices = Settings.load(null, Map.of()).prices();

        assertThat(prices.source()).startsWith("https://");
        assertThat(LocalDate.parse(prices.asOf())).isAfter("2026-01-01");
        // rules of the maker's price list for all its models: a cache write costs a quarter more than input, output
        // five times as much
        assertThat(prices.models()).isNotEmpty().allSatisfy(price -> {
            assertThat(price.cacheCreation()).isEqualByComparingTo(price.input().multiply(new BigDecimal("1.25")));
            assertThat(price.output()).isEqualByComparingTo(price.input().multiply(new BigDecimal("5")));
            assertThat(price.cacheRead()).isLessThan(price.input());
        });
        assertThat(prices.models()).extracting(Price::match).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "claude-opus-5-5,4",
        "claude-opus-5,5",
        "claude-opus-4-5-20251101,5",
        "claude-opus-4-1-20250805,15",
        "claude-sonnet-4-5-20250929,3",
        "claude-haiku-4-5-20251001,1"
    })
    void shouldPriceTheModelNamesOfClients(String model, BigDecimal input) {
        assertThat(PriceConfig.read(null).of(model)).map(Price::input).contains(input);
    }

    @ParameterizedTest
    @CsvSource({"claude-haiku-5-5", "claude-opus-6", "claude-opus-5-6", "sonnet", "claude-sonnet-4-5-20250929[1m]"})
    void shouldHaveNoPriceWhenTheListLacksAModel(String model) {
        assertThat(PriceConfig.read(null).of(model)).isEmpty();
    }

    @Test
    void shouldReplaceTheListWhenTheUserHasAFile() throws IOException {
        Prices prices = read("{source: ours, as_of: 2026-11-22, models: [" + GOOD + "]}");

        assertThat(prices)
                .isEqualTo(new Prices(
                        List.of(new Price(
                                "m",
                                new BigDecimal("1"),
                                new BigDecimal("2"),
                                new BigDecimal("0.1"),
                                new BigDecimal("1.25"))),
                        "ours",
                        "2026-11-22"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{source: x, as_of: 2026-11-22}|models wants a list, found nothing",
                "{source: x, as_of: soon, models: []}|as_of wants a day such as 2026-11-22, found \"soon\"",
                "{as_of: 2026-11-22, models: []}|source wants a text, found nothing",
                "{source: x, as_of: 2026-11-22, models: [{match: m, input: -1}]}|models[0].input wants USD per million tokens, 0 to 100000, found -1",
                "{source: x, as_of: 2026-11-22, models: [{match: m, input: free}]}|models[0].input wants USD per million tokens, 0 to 100000, found \"free\"",
                "{source: x, as_of: 2026-11-22, models: [{input: 1}]}|models[0].match wants a text, found nothing",
                "{source: x, as_of: 2026-11-22, models: [{match: m, inputs: 1}]}|unknown key models[0].inputs",
                "{source: x, as_of: 2026-11-22, models: [m]}|models[0] wants keys and values, found \"m\"",
                "{source: x, date: 1}|unknown key date"
            })
    void shouldNameTheKeyThatIsWrong(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining(dir.resolve("models.yaml").toString());
    }

    @Test
    void shouldNameTheLineWhenAFileIsInvalidYaml() {
        assertThatThrownBy(() -> read("models: [\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("models.yaml is not valid YAML near line");
    }
}
