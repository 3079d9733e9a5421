package io.delegraph.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Drawn values have the quantiles of the measured ones. */
class SimulationParametersTest {
    private static final int DRAWS = 100_000;
    private static final Percentage NEARLY = Percentage.withPercentage(6);

    private final Random random = new Random(1);

    private double[] drawn(QuantileFunction quantiles) {
        double[] drawn =
                DoubleStream.generate(() -> quantiles.draw(random)).limit(DRAWS).toArray();
        Arrays.sort(drawn);
        return drawn;
    }

    @Test
    void shouldDrawDelegationsThatTakeAsLongAsRealOnes() {
        double[] ms = drawn(SimulationParameters.DELEGATION_MS);

        assertThat(ms[DRAWS / 4]).isCloseTo(49_000, NEARLY);
        assertThat(ms[DRAWS / 2]).isCloseTo(77_000, NEARLY);
        assertThat(ms[DRAWS * 3 / 4]).isCloseTo(212_000, NEARLY);
        assertThat(ms[DRAWS * 9 / 10]).isCloseTo(761_000, NEARLY);
        assertThat(ms[DRAWS * 95 / 100]).isCloseTo(1_332_000, NEARLY);
        assertThat(ms[DRAWS - 1]).isLessThanOrEqualTo(1_800_000);
    }

    @Test
    void shouldDrawAsManyToolCallsAsRealOnes() {
        double[] calls = drawn(SimulationParameters.TOOL_CALLS);

        assertThat(calls[DRAWS / 2]).isCloseTo(19, NEARLY);
        assertThat(calls[DRAWS * 95 / 100]).isCloseTo(44, NEARLY);
    }

    @Test
    void shouldUseTheToolsInTheSharesOfRealOnes() {
        long bash = Stream.generate(() -> SimulationParameters.tool(SimulationParameters.BUILDING, random))
                .limit(DRAWS)
                .filter("Bash"::equals)
                .count();

        // 2,532 of the 7,820 calls that are listed
        assertThat(bash / (double) DRAWS).isCloseTo(0.324, within(0.01));
    }
}
