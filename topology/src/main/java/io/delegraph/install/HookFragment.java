package io.delegraph.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hooks of one ready settings file ({@code deploy/hooks/settings.*.json}) with a given address. */
public final class HookFragment {
    private static final Map<Transport, JsonSpan> TEMPLATES = readTemplates();
    private static final Map<Transport, Set<Pattern>> HANDLER_PATTERNS = handlerPatterns();

    private final Transport transport;
    private final Map<String, String> groups = new LinkedHashMap<>();

    private HookFragment(Transport transport, String written) {
        this.transport = transport;
        for (JsonSpan.Entry event : events(template(transport))) {
            JsonSpan group = event.value().entries().getFirst().value();
            groups.put(event.memberName(), group.raw().replace(inJson(transport.standardAddress()), inJson(written)));
        }
    }

    /**
     * A transport's hooks.
     *
     * @param address the script's path, the bootstrap servers, or the URL without a trailing slash
     */
    public static HookFragment of(Transport transport, String address) {
        return new HookFragment(transport, transport == Transport.SCRIPT ? quotedForShell(address) : address);
    }

    public Transport transport() {
        return transport;
    }

    /** The events for which it has a hook, in the file's order. */
    public Set<String> events() {
        return groups.keySet();
    }

    /** The group of hooks of one of its {@link #events}, as text on one line. */
    String group(String event) {
        return Objects.requireNonNull(groups.get(event), "only an event of this fragment has a group");
    }

    /** The parsed handler in that group. */
    JsonNode handler(String event) {
        return JsonSpan.parse(group(event)).node().get("hooks").get(0);
    }

    /** The hooks as a settings file of their own. */
    public String text() {
        return SettingsText.of("").with(this);
    }

    /**
     * A handler of Delegraph's.
     *
     * @param address as in {@link HookFragment#of}
     */
    public record HookHandler(Transport transport, String address) {}

    /** The command of a handler of type command, for {@code sh -c}. */
    public static String command(HookHandler handler) {
        HookFragment fragment = of(handler.transport(), handler.address());
        return fragment.handler("SessionEnd").path("command").asText();
    }

    /** Recognises Delegraph's own handlers; empty for any other and for one that was edited by hand. */
    static Optional<HookHandler> recognize(JsonNode handler) {
        String canonical = canonical(handler);
        for (Transport transport : Transport.values()) {
            for (Pattern shape :
                    Objects.requireNonNull(HANDLER_PATTERNS.get(transport), "every transport has patterns")) {
                Matcher matcher = shape.matcher(canonical);
                if (matcher.matches()) {
                    String written =
                            JsonSpan.parse('"' + matcher.group(1) + '"').node().textValue();
                    return Optional.of(new HookHandler(
                            transport, transport == Transport.SCRIPT ? unquotedFromShell(written) : written));
                }
            }
        }
        return Optional.empty();
    }

    private static JsonSpan template(Transport transport) {
        return Objects.requireNonNull(TEMPLATES.get(transport), "every transport has a template");
    }

    private static Map<Transport, Set<Pattern>> handlerPatterns() {
        Map<Transport, Set<Pattern>> shapes = new LinkedHashMap<>();
        for (Transport transport : Transport.values()) {
            Set<String> handlers = new TreeSet<>();
            for (JsonSpan.Entry event : events(template(transport))) {
                handlers.add(canonical(event.value().node().get(0).get("hooks").get(0)));
            }
            String address = inJson(transport.standardAddress());
            Set<Pattern> patterns = new LinkedHashSet<>();
            for (String handler : handlers) {
                int at = handler.indexOf(address);
                patterns.add(Pattern.compile(Pattern.quote(handler.substring(0, at))
                        + wildcard(transport)
                        + Pattern.quote(handler.substring(at + address.length()))));
            }
            shapes.put(transport, patterns);
        }
        return shapes;
    }

    /** A script may be moved, but not renamed: another script is not Delegraph's. */
    private static String wildcard(Transport transport) {
        return transport == Transport.SCRIPT ? "((?:[^\"\\\\]|\\\\.)*/telemetry-hook\\.sh)" : "([^\\s\"\\\\]+)";
    }

    /** Sorts the members, because clients rewrite settings in an order of their own. */
    private static String canonical(JsonNode handler) {
        if (!handler.isObject()) {
            return handler.toString();
        }
        Map<String, String> members = new TreeMap<>();
        handler.properties()
                .forEach(
                        member -> members.put(member.getKey(), member.getValue().toString()));
        return members.toString();
    }

    private static Iterable<JsonSpan.Entry> events(JsonSpan settings) {
        return settings.member("hooks").orElseThrow().value().entries();
    }

    private static Map<Transport, JsonSpan> readTemplates() {
        Map<Transport, JsonSpan> ready = new LinkedHashMap<>();
        for (Transport transport : Transport.values()) {
            String name = "/hooks/settings." + transport.word() + ".json";
            try (@Nullable InputStream in = HookFragment.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("the program lacks its file " + name + ": build it again");
                }
                ready.put(transport, JsonSpan.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ready;
    }

    private static String inJson(String text) {
        String quoted = TextNode.valueOf(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Quotes the path for double quotes; the home directory may be a variable. */
    private static String quotedForShell(String path) {
        String home = path.startsWith("$HOME/") ? "$HOME" : "";
        return home + path.substring(home.length()).replaceAll("([\\\\\"$`])", "\\\\$1");
    }

    private static String unquotedFromShell(String written) {
        return written.replaceAll("\\\\([\\\\\"$`])", "$1");
    }
}
