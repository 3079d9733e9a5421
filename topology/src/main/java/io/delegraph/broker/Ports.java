package io.delegraph.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Asks for a port before someone else who could not explain the failure does. */
public final class Ports {
    private Ports() {}

    /**
     * A port that could be bound a moment ago.
     *
     * @param port 0 for any
     * @throws IOException when it is in use or not allowed
     */
    public static int bindable(InetAddress address, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // A socket of an ended process in TIME_WAIT does not keep the broker from binding either.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return socket.getLocalPort();
        }
    }
}
