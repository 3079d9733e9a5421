package io.delegraph.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final List<Integer> HOOKS = IntStream.range(0, 1000).boxed().toList();

    @Test
    void shouldRepeatAboutAsManyAsAsked() {
        List<Integer> shuffled = new Repeats(0.2, 7).shuffled(HOOKS);
        assertThat(new HashSet<>(shuffled)).hasSameElementsAs(HOOKS);
        assertThat(shuffled).hasSizeBetween(1150, 1250);
    }

    @Test
    void shouldGiveTheSameForTheSameSeedAndAnotherForAnother() {
        List<Integer> shuffled = new Repeats(0.2, 7).shuffled(HOOKS);
        assertThat(new Repeats(0.2, 7).shuffled(HOOKS)).isEqualTo(shuffled);
        assertThat(new Repeats(0.2, 8).shuffled(HOOKS)).isNotEqualTo(shuffled);
    }

    @Test
    void shouldRepeatNothingWhenNotAsked() {
        assertThat(new Repeats(0, 7).shuffled(HOOKS)).containsExactlyInAnyOrderElementsOf(HOOKS);
        assertThat(new Repeats(0, 7).chooser().repeated()).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNoShare() {
        assertThatThrownBy(() -> new Repeats(1.5, 0)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> new Repeats(Double.NaN, 0)).hasMessageContaining("NaN");
    }
}
