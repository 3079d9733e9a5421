package io.delegraph.install;

import java.util.Locale;

/** The transports of hooks, with one ready settings file each in {@code deploy/hooks}. */
public enum Transport {
    /** telemetry-hook.sh; its address is the script's path. */
    SCRIPT("$HOME/.delegraph/hooks/telemetry-hook.sh"),
    /** A kcat process per event; its address is the bootstrap servers. */
    KCAT("127.0.0.1:9092"),
    /** The client's own HTTP hooks; its address is Delegraph's URL. */
    HTTP("http://127.0.0.1:8080");

    private final String standardAddress;

    Transport(String standardAddress) {
        this.standardAddress = standardAddress;
    }

    /** The placeholder for the address in the ready settings file. */
    String standardAddress() {
        return standardAddress;
    }

    /** The name on the command line and in the file's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
