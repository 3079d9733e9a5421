package io.delegraph.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    /** Promises half of all ports, whether the system returns odd or even ones. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldFindNoPortThatIsPromised(int half) throws IOException {
        Set<Integer> promised = IntStream.rangeClosed(1, 65_535)
                .filter(port -> port / 2 % 2 == half)
                .boxed()
                .collect(Collectors.toSet());

        for (int i = 0; i < 20; i++) {
            assertThat(Ports.bindable(InetAddress.getLoopbackAddress(), 0, promised))
                    .isNotIn(promised);
        }
    }
}
