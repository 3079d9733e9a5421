package io.delegraph.ingest;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Finds in one pass which of many short texts occur in a text, whatever the case of their letters: the automaton of Aho and Corasick,
 * as a table.
 */
final class KeywordMatcher {
    private static final int ASCII = 128;

    /** Each character's column; 0 for those in no mark, which lead back to the root. */
    private final byte[] columns;

    private final int width;
    private final short[] next;

    /** By state: which sets of marks have one that ends there; null for most. */
    private final long[] @Nullable [] found;

    private KeywordMatcher(byte[] columns, int width, short[] next, long[] @Nullable [] found) {
        this.columns = columns;
        this.width = width;
        this.next = next;
        this.found = found;
    }

    /** Of sets of marks, in ASCII: each set is found when one of its marks is. */
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

    /** The tree of all marks; how many states it has. */
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

    /** Where a state has no way on, it goes on as the longest other beginning of a mark that its text ends with. */
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

    /** The numbers of the sets that have a mark in the text, as bits; null when there are none. */
    long @Nullable [] findIn(String text) {
        long[] all = null;
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            state = c < ASCII ? next[state * width + columns[c]] : 0;
            long[] here = found[state];
            if (here != null) {
                all = all == null ? here.clone() : add(all, here);
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
