package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortOwnerTest {
    @Test
    void shouldNameTheProcessThatListens() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            assertThat(PortOwner.of(port))
                    .hasValueSatisfying(owner -> assertThat(owner.pid())
                            .isEqualTo(ProcessHandle.current().pid()));
        }
        assertThat(PortOwner.of(port)).isEmpty();
    }

    @Test
    void shouldReadWhatLsofSays() {
        assertThat(PortOwner.parseLsof("p4242\ncpython3.12\nf3\n")).contains(new PortOwner(4242, "python3.12"));
        assertThat(PortOwner.parseLsof("")).isEmpty();
    }
}
