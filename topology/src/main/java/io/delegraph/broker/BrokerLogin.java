package io.delegraph.broker;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * The login of the embedded broker's administrator; without it clients may only send hooks. Every start creates a new one.
 *
 * @param password hexadecimal digits
 */
public record BrokerLogin(String password) {
    public static final String USER = "delegraph";
    private static final int BYTES = 24;

    /** Creates a login that cannot be guessed. */
    public static BrokerLogin random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new BrokerLogin(HexFormat.of().formatHex(bytes));
    }

    /** The client properties for the broker at {@code servers} (host:port). */
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

    /** The JAAS configuration of the broker's listener: the accepted login, and its own. */
    String listener() {
        return module() + " user_" + USER + "=\"" + password + "\";";
    }

    private String module() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER + "\" password=\""
                + password + "\"";
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return "BrokerLogin[" + USER + "]";
    }
}
