package io.delegraph.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;

/** Checks a port before a component binds it whose failure would be hard to explain. */
public final class Ports {
    private static final int MAX_TRIES = 100;

    private Ports() {}

    /**
     * A port that could be bound just now.
     *
     * @param port 0 for any
     * @throws IOException when it is in use or not allowed
     */
    public static int bindable(InetAddress address, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // a socket of an ended process in TIME_WAIT does not prevent the broker from binding either
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return socket.getLocalPort();
        }
    }

    /**
     * The same, excluding promised ports when any free one is wanted, because the system may return a port twice.
     *
     * @param promised ports that must not be returned
     */
    public static int bindable(InetAddress address, int port, Set<Integer> promised) throws IOException {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            int found = bindable(address, port);
            if (port != 0 || !promised.contains(found)) {
                return found;
            }
        }
        throw new IOException("the system gave only ports that are in use already");
    }
}
