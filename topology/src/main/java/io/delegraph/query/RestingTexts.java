package io.delegraph.query;

import io.delegraph.lifecycle.SearchableText;
import io.delegraph.lifecycle.row.SessionRow;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The texts of sessions at rest by their ids, as of a row that every event changes. Those that were not asked for longest go first. */
final class RestingTexts {
    private final int maxChars;
    private final LinkedHashMap<String, RestingText> texts = new LinkedHashMap<>(16, 0.75f, true);
    private long chars;

    private record RestingText(SessionRow as, SearchableText searchable) {
        int length() {
            return searchable.text().length();
        }
    }

    /** @param maxChars of all texts together, which is at least as many bytes */
    RestingTexts(int maxChars) {
        this.maxChars = maxChars;
    }

    /** Null when it is not known, or the session has changed. */
    synchronized @Nullable SearchableText of(String sessionId, SessionRow now) {
        RestingText found = texts.get(sessionId);
        return found != null && found.as.equals(now) ? found.searchable : null;
    }

    synchronized void put(String sessionId, SessionRow as, SearchableText text) {
        RestingText before = texts.put(sessionId, new RestingText(as, text));
        chars += text.text().length() - (before == null ? 0 : before.length());
        Iterator<RestingText> oldest = texts.values().iterator();
        while (chars > maxChars && oldest.hasNext()) {
            chars -= oldest.next().length();
            oldest.remove();
        }
    }
}
