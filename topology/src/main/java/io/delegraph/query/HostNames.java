package io.delegraph.query;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host names in a comparable form: lower case, no port, no brackets, no zone, no final dot. */
public final class HostNames {
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");

    private static final Pattern LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*");

    private HostNames() {}

    /** Null when the text is not a host with or without a port. */
    public static @Nullable String withoutPort(String hostAndPort) {
        Matcher matcher = HOST_AND_PORT.matcher(hostAndPort.strip());
        return matcher.matches() ? canonical(matcher.group(1)) : null;
    }

    /** The port; less than 0 when there is none. */
    public static int port(String hostAndPort) {
        Matcher matcher = HOST_AND_PORT.matcher(hostAndPort.strip());
        return matcher.matches() && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : -1;
    }

    public static String canonical(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        int zone = name.indexOf('%');
        name = zone < 0 ? name : name.substring(0, zone);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** True when the name is a literal of this address: no name is resolved. */
    public static boolean isAddress(String name, @Nullable InetAddress address) {
        if (address == null || !LITERAL.matcher(name).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName(name).equals(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** For a URL: an IPv6 address in brackets. */
    public static String inUrl(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
