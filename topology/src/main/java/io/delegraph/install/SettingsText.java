package io.delegraph.install;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The text of a settings file, with or without Delegraph's hooks. Everything else stays byte for byte the same. */
public final class SettingsText {
    private static final String BOM = "\uFEFF";

    private final String bom;
    private final String text;
    private final @Nullable JsonSpan root;

    private SettingsText(String bom, String text, @Nullable JsonSpan root) {
        this.bom = bom;
        this.text = text;
        this.root = root;
    }

    /**
     * Parses a text; an empty text counts as empty settings.
     *
     * @throws SettingsTextException with line and column when the client could not read it either
     */
    public static SettingsText of(String whole) {
        String bom = whole.startsWith(BOM) ? BOM : "";
        String text = whole.substring(bom.length());
        if (text.isBlank()) {
            return new SettingsText(bom, text, null);
        }
        JsonSpan root = JsonSpan.parse(text);
        if (!root.isObject()) {
            throw SettingsTextException.at(text, root.start(), "settings are a JSON object, this is something else");
        }
        root.member("hooks").ifPresent(hooks -> check(text, hooks.value()));
        return new SettingsText(bom, text, root);
    }

    private static void check(String text, JsonSpan hooks) {
        if (!hooks.isObject()) {
            throw SettingsTextException.at(text, hooks.start(), "\"hooks\" wants an object of events");
        }
        for (JsonSpan.Entry event : hooks.entries()) {
            if (!event.value().isArray()) {
                throw SettingsTextException.at(
                        text, event.value().start(), "\"" + event.name() + "\" of \"hooks\" wants an array");
            }
        }
    }

    public String text() {
        return bom + text;
    }

    /** Delegraph's handlers by event, in the file's order of each event. */
    public Map<String, List<HookFragment.HookHandler>> installed() {
        Map<String, List<HookFragment.HookHandler>> installed = new TreeMap<>();
        for (JsonSpan.Entry event : events()) {
            for (JsonSpan.Entry group : event.value().entries()) {
                for (JsonSpan.Entry handler : handlers(group.value())) {
                    HookFragment.recognize(handler.value().node())
                            .ifPresent(found -> installed
                                    .computeIfAbsent(event.name(), name -> new ArrayList<>())
                                    .add(found));
                }
            }
        }
        return installed;
    }

    /** A top-level setting; empty when absent. */
    public Optional<JsonNode> setting(String name) {
        return root == null
                ? Optional.empty()
                : root.member(name).map(member -> member.value().node());
    }

    /** Whether it has comments, because of which the client rejects the whole file. */
    public boolean hasComments() {
        return root != null && JsonComments.in(text);
    }

    /** The same text with exactly these hooks of Delegraph: equal ones stay, other hooks of Delegraph are replaced. */
    public String with(HookFragment fragment) {
        SettingsText base = of(without(fragment, OriginalSettings.NOTHING));
        Map<String, List<HookFragment.HookHandler>> installed = base.installed();
        List<String> missing = fragment.events().stream()
                .filter(event -> !installed.containsKey(event))
                .toList();
        return missing.isEmpty() ? base.text() : bom + base.add(fragment, missing);
    }

    /**
     * The same for a text with an earlier installation.
     *
     * @param before the text before that installation; null when unknown
     */
    public String with(HookFragment fragment, @Nullable SettingsText before) {
        boolean replaces = !without(fragment, OriginalSettings.NOTHING).equals(text());
        return replaces && before != null ? of(without(before)).with(fragment) : with(fragment);
    }

    /**
     * The same text without Delegraph's hooks.
     *
     * @param before the text before the installation, whose empty containers are kept; null when unknown
     */
    public String without(@Nullable SettingsText before) {
        OriginalSettings kept = before == null ? OriginalSettings.NOTHING : new OriginalSettings(before.root);
        if (before != null && installedOver(before).equals(text())) {
            return before.text();
        }
        return of(without(null, kept)).text();
    }

    /** The text that installing the current hooks into {@code before} would give. */
    private String installedOver(SettingsText before) {
        return installed().values().stream()
                .flatMap(List::stream)
                .findFirst()
                .map(handler -> before.with(HookFragment.of(handler.transport(), handler.address())))
                .orElse("");
    }

    private String add(HookFragment fragment, List<String> missing) {
        if (root == null) {
            return of("{}" + (text.isEmpty() ? "\n" : text)).add(fragment, missing);
        }
        TextEdits edits = new TextEdits(text);
        Layout layout = Layout.of(root);
        Optional<JsonSpan.Entry> hooks = root.member("hooks");
        List<String> newEvents = new ArrayList<>();
        for (String event : missing) {
            Optional<JsonSpan.Entry> existing =
                    hooks.flatMap(member -> member.value().member(event));
            if (existing.isPresent()) {
                edits.append(existing.get().value(), List.of(fragment.group(event)), layout);
            } else {
                newEvents.add('"' + event + "\": [" + fragment.group(event) + ']');
            }
        }
        if (hooks.isPresent()) {
            edits.append(hooks.get().value(), newEvents, layout);
        } else {
            edits.append(root, List.of(hooksMember(root, newEvents, layout)), layout);
        }
        return edits.apply();
    }

    private static String hooksMember(JsonSpan root, List<String> events, Layout layout) {
        if (Layout.onOneLine(root) && !root.entries().isEmpty()) {
            return "\"hooks\": { " + String.join(", ", events) + " }";
        }
        String outer = layout.eol() + layout.entryIndent(root);
        String inner = outer + layout.unit();
        return "\"hooks\": {" + inner + String.join("," + inner, events) + outer + "}";
    }

    /** Removes every handler of Delegraph except the first one per event that equals the one in {@code wanted}. */
    private String without(@Nullable HookFragment wanted, OriginalSettings before) {
        if (root == null || root.member("hooks").isEmpty()) {
            return text();
        }
        TextEdits edits = new TextEdits(text);
        TreeSet<Integer> emptied = new TreeSet<>();
        List<JsonSpan.Entry> events = events();
        for (int i = 0; i < events.size(); i++) {
            JsonSpan.Entry event = events.get(i);
            HandlerRemoval removal = new HandlerRemoval(event, wanted);
            if (removal.removesAll() && !before.hasEvent(event.memberName())) {
                emptied.add(i);
            } else {
                removal.applyTo(edits);
            }
        }
        if (!emptied.isEmpty() && emptied.size() == events.size() && !before.hasHooks()) {
            TextEdits whole = new TextEdits(text);
            whole.remove(
                    root,
                    new TreeSet<>(
                            List.of(root.entries().indexOf(root.member("hooks").get()))));
            return bom + whole.apply();
        }
        edits.remove(root.member("hooks").get().value(), emptied);
        return bom + edits.apply();
    }

    private List<JsonSpan.Entry> events() {
        return root == null
                ? List.of()
                : root.member("hooks").map(hooks -> hooks.value().entries()).orElse(List.of());
    }

    static List<JsonSpan.Entry> handlers(JsonSpan group) {
        return group.member("hooks").map(hooks -> hooks.value().entries()).orElse(List.of());
    }

    /** The original text: containers that are not in it are removed when they become empty. */
    private record OriginalSettings(@Nullable JsonSpan root) {
        private static final OriginalSettings NOTHING = new OriginalSettings(null);

        boolean hasHooks() {
            return root != null && root.member("hooks").isPresent();
        }

        boolean hasEvent(String name) {
            return root != null
                    && root.member("hooks")
                            .map(hooks -> hooks.value().member(name).isPresent())
                            .orElse(false);
        }
    }
}
