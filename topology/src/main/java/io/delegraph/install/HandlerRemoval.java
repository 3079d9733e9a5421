package io.delegraph.install;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Selects the handlers of one event to remove: a whole group, or single handlers when the group contains others too. */
final class HandlerRemoval {
    private final JsonSpan.Entry event;
    private final SortedSet<Integer> groups = new TreeSet<>();
    private final SortedMap<Integer, SortedSet<Integer>> handlers = new TreeMap<>();

    /**
     * Selects all handlers of Delegraph.
     *
     * @param wanted the first handler equal to this one stays; null when none stays
     */
    HandlerRemoval(JsonSpan.Entry event, @Nullable HookFragment wanted) {
        this.event = event;
        JsonNode staying = wanted != null && wanted.events().contains(event.memberName())
                ? wanted.handler(event.memberName())
                : null;
        List<JsonSpan.Entry> all = event.value().entries();
        for (int i = 0; i < all.size(); i++) {
            List<JsonSpan.Entry> own = SettingsText.handlers(all.get(i).value());
            SortedSet<Integer> going = new TreeSet<>();
            for (int j = 0; j < own.size(); j++) {
                JsonNode handler = own.get(j).value().node();
                if (handler.equals(staying)) {
                    staying = null;
                } else if (HookFragment.recognize(handler).isPresent()) {
                    going.add(j);
                }
            }
            if (!going.isEmpty() && going.size() == own.size()) {
                groups.add(i);
            } else if (!going.isEmpty()) {
                handlers.put(i, going);
            }
        }
    }

    boolean removesAll() {
        return !groups.isEmpty() && groups.size() == event.value().entries().size();
    }

    void applyTo(TextEdits edits) {
        edits.remove(event.value(), groups);
        handlers.forEach((group, going) -> edits.remove(
                event.value()
                        .entries()
                        .get(group)
                        .value()
                        .member("hooks")
                        .orElseThrow()
                        .value(),
                going));
    }
}
