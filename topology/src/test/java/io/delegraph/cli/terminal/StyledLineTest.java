package io.delegraph.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.cli.terminal.StyledLine.Style;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyledLineTest {
    @ParameterizedTest
    @ValueSource(chars = {'\u202E', '\u2066', '\u200F', '\u001B', '\u009B', '\b', '\r', '\n'})
    void shouldShowNothingThatRearrangesALine(char unseen) {
        String line = new StyledLine().add(Style.PLAIN, "a" + unseen + "b").render(80, false, "…");

        assertThat(line).isEqualTo("a\uFFFDb");
    }
}
