package io.delegraph.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PriceMatchPropertyTest {
    @Provide
    Arbitrary<String> matches() {
        return Arbitraries.strings().withChars("ab*").ofMinLength(1).ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> models() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(7);
    }

    @Property
    void shouldFitAsARegularExpressionWould(@ForAll("matches") String match, @ForAll("models") String model) {
        String expression =
                Arrays.stream(match.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));

        assertThat(new Price(match, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE).matches(model))
                .isEqualTo(model.matches(expression));
    }
}
