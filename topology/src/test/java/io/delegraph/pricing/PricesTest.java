package io.delegraph.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.event.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
    private static Price price(String match, String input, String output, String read, String creation) {
        return new Price(
                match, new BigDecimal(input), new BigDecimal(output), new BigDecimal(read), new BigDecimal(creation));
    }

    private static final Prices PRICES = new Prices(
            List.of(
                    price("big-5-5", "4", "20", "0.2", "5"),
                    price("big-5*", "5", "25", "0.5", "6.25"),
                    price("*small*[1m]", "0.1", "0.5", "0.01", "0.125")),
            "a list",
            "2026-11-22");

    @Test
    void shouldPriceEachKindOfTokens() {
        TokenUsage usage = new TokenUsage(1_000_000, 100_000, 10_000_000, 1_000);

        // 4 + 2 + 2 + 0.005
        assertThat(PRICES.cost("big-5-5", usage)).isEqualTo(8.005);
    }

    @Test
    void shouldRoundToAMillionth() {
        // 0.125 millionths, 7 * 0.1 millionths
        assertThat(PRICES.cost("small[1m]", new TokenUsage(0, 0, 0, 1))).isZero();
        assertThat(PRICES.cost("small[1m]", new TokenUsage(7, 0, 0, 0))).isEqualTo(0.000001);
        assertThat(PRICES.cost("small[1m]", new TokenUsage(30_000_000, 0, 0, 0)))
                .isEqualTo(3.0);
    }

    @ParameterizedTest
    @CsvSource({"big-5-5,4", "big-5,5", "big-5-20260101,5", "my-small-2[1m],0.1"})
    void shouldTakeTheFirstThatFits(String model, BigDecimal input) {
        assertThat(PRICES.of(model)).map(Price::input).contains(input);
    }

    @ParameterizedTest
    @CsvSource({"big", "big-4", "Big-5", "small1m", "xbig-5"})
    void shouldHaveNoPriceWhenNoModelMatches(String model) {
        assertThat(PRICES.cost(model, new TokenUsage(1, 1, 1, 1))).isNull();
    }

    @Test
    void shouldKnowNoCostWithoutModelOrTokens() {
        assertThat(PRICES.cost(null, new TokenUsage(1, 1, 1, 1))).isNull();
        assertThat(PRICES.cost("big-5", null)).isNull();
        assertThat(Prices.NONE.cost("big-5", new TokenUsage(1, 1, 1, 1))).isNull();
    }
}
