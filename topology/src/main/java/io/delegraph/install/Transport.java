package io.delegraph.install;

import java.util.Locale;

/** How hooks reach Delegraph: one ready settings file each in {@code deploy/hooks}. */
public enum Transport {
    /** telemetry-hook.sh; its address is the script's path. */
    SCRIPT("$HOME/.delegraph/hooks/telemetry-hook.sh"),
    /** One kcat for each event; its address is the bootstrap servers. */
    KCAT("127.0.0.1:9092"),
    /** The client's own HTTP hooks; its address is Delegraph's URL. */
    HTTP("http://127.0.0.1:8080");

    private final String standardAddress;

    Transport(String standardAddress) {
        this.standardAddress = standardAddress;
    }

    /** What stands in the ready settings file where the address belongs. */
    String standardAddress() {
        return standardAddress;
    }

    /** As it is written on the command line and in the file's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
