package io.delegraph.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;

/** Asks for a port before someone else who could not explain the failure does. */
public final class Ports {
    private static final int MAX_TRIES = 100;

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

    /**
     * The same, and for any port none that was promised to somebody who does not listen yet: the system may give a port twice.
     *
     * @param promised ports that are not to be given again
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
