package io.delegraph.broker;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * With what one may do everything on the broker of a data directory, while it runs; without it one may only send hooks. A new one for
 * each start.
 *
 * @param password hexadecimal digits
 */
public record BrokerLogin(String password) {
    public static final String USER = "delegraph";
    private static final int BYTES = 24;

    /** One that nobody can guess. */
    public static BrokerLogin random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new BrokerLogin(HexFormat.of().formatHex(bytes));
    }

    /** What a client of the broker at {@code servers} (host:port) is set up with. */
    public Map<String, String> client(String servers) {
        return Map.of(
                "bootstrap.servers",
                servers,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                module() + ";");
    }

    /** What the broker's listener is set up with: whom it knows, and as whom it calls itself. */
    String listener() {
        return module() + " user_" + USER + "=\"" + password + "\";";
    }

    private String module() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER + "\" password=\""
                + password + "\"";
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BrokerLogin[" + USER + "]";
    }
}
