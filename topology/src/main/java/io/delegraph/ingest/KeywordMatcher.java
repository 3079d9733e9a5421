package io.delegraph.ingest;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Finds in one pass which of many keywords occur in a text, ignoring case: an Aho-Corasick automaton as a table. */
final class KeywordMatcher {
    private static final int ASCII = 128;

    /** The column of each character; 0 for characters in no keyword, which lead back to the root. */
    private final byte[] columns;

    private final int width;
    private final short[] next;

    /** By state: the sets with a keyword that ends there; null for most. */
    private final long[] @Nullable [] found;

    private KeywordMatcher(byte[] columns, int width, short[] next, long[] @Nullable [] found) {
        this.columns = columns;
        this.width = width;
        this.next = next;
        this.found = found;
    }

    /** Creates a matcher of sets of ASCII keywords: a set is found when one of its keywords is. */
    static KeywordMatcher of(List<List<String>> sets) {
        byte[] columns = new byte[ASCII];
        int width = 1;
        int states = 1;
        for (List<String> set : sets) {
            for (String mark : set) {
                states += mark.length();
                for (char c : mark.toLowerCase(Locale.ROOT).toCharArray()) {
                    if (columns[c] == 0) {
                        columns[c] = (byte) width++;
                    }
                }
            }
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            columns[c] = columns[Character.toLowerCase(c)];
        }
        KeywordMatcher marks = new KeywordMatcher(columns, width, new short[states * width], new long[states][]);
        marks.connect(marks.grow(sets));
        return marks;
    }

    /** Builds the tree of all keywords; returns the number of states. */
    private int grow(List<List<String>> sets) {
        int states = 1;
        for (int set = 0; set < sets.size(); set++) {
            for (String mark : sets.get(set)) {
                int state = 0;
                for (int i = 0; i < mark.length(); i++) {
                    int at = state * width + columns[mark.charAt(i)];
                    if (next[at] == 0) {
                        next[at] = (short) states++;
                    }
                    state = next[at];
                }
                if (found[state] == null) {
                    found[state] = new long[(sets.size() + Long.SIZE - 1) / Long.SIZE];
                }
                found[state][set / Long.SIZE] |= 1L << set;
            }
        }
        return states;
    }

    /** Adds the transitions of a state without a successor: those of the longest other prefix of a keyword that its text ends with. */
    private void connect(int states) {
        short[] fallback = new short[states];
        Queue<Integer> open = new ArrayDeque<>();
        for (int column = 1; column < width; column++) {
            if (next[column] != 0) {
                open.add((int) next[column]);
            }
        }
        for (Integer state = open.poll(); state != null; state = open.poll()) {
            for (int column = 1; column < width; column++) {
                int at = state * width + column;
                short other = next[fallback[state] * width + column];
                if (next[at] == 0) {
                    next[at] = other;
                } else {
                    fallback[next[at]] = other;
                    found[next[at]] = both(found[next[at]], found[other]);
                    open.add((int) next[at]);
                }
            }
        }
    }

    private static long @Nullable [] both(long @Nullable [] some, long @Nullable [] others) {
        if (some == null || others == null) {
            return some == null ? others : some;
        }
        long[] all = some.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] |= others[i];
        }
        return all;
    }

    /** The numbers of the sets with a keyword in the text, as bits; null when there are none. */
    long @Nullable [] findIn(String text) {
        long[] all = null;
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            state = c < ASCII ? next[state * width + columns[c]] : 0;
            long[] matched = found[state];
            if (matched != null) {
                all = all == null ? matched.clone() : add(all, matched);
            }
        }
        return all;
    }

    private static long[] add(long[] all, long[] more) {
        for (int i = 0; i < all.length; i++) {
            all[i] |= more[i];
        }
        return all;
    }
}
