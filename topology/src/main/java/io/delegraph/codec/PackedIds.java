package io.delegraph.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Packs the three kinds of ids that would otherwise take most of a row's bytes: UUIDs (sessions, prompts), agent ids ({@code a} and 16
 * hexadecimal digits) and the model's tool-use ids ({@code toolu_01} and 22 letters or digits). Constant parts are omitted.
 */
// by hand, because every key of every row passes here, and a regular expression took longer than the rest of the row
final class PackedIds {
    private static final String TOOL_USE = "toolu_01";
    private static final int TOOL_USE_LETTERS = 22;
    private static final int BITS = 6;
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private PackedIds() {}

    static boolean uuid(String value) {
        if (value.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? value.charAt(i) != '-' : digit(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean agent(String value) {
        if (value.length() != 17 || value.charAt(0) != 'a') {
            return false;
        }
        for (int i = 1; i < 17; i++) {
            if (digit(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean toolUse(String value) {
        if (value.length() != TOOL_USE.length() + TOOL_USE_LETTERS || !value.startsWith(TOOL_USE)) {
            return false;
        }
        for (int i = TOOL_USE.length(); i < value.length(); i++) {
            if (letter(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The hexadecimal digits from {@code from} on, two per byte; hyphens are left out. */
    static void hex(ByteArrayBuilder out, String value, int from) {
        int high = -1;
        for (int i = from; i < value.length(); i++) {
            int digit = digit(value.charAt(i));
            if (digit >= 0 && high >= 0) {
                out.put(high << 4 | digit);
                high = -1;
            } else if (digit >= 0) {
                high = digit;
            }
        }
    }

    static String hex(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The part behind {@code toolu_01}, six bits per letter, the first letter first. */
    static void letters(ByteArrayBuilder out, String value) {
        int bits = 0;
        int held = 0;
        for (int i = TOOL_USE.length(); i < value.length(); i++) {
            bits = bits << BITS | letter(value.charAt(i));
            held += BITS;
            while (held >= Byte.SIZE) {
                held -= Byte.SIZE;
                out.put(bits >>> held);
            }
        }
        out.put(bits << (Byte.SIZE - held));
    }

    static String toolUse(ByteBuffer in) {
        byte[] text = new byte[TOOL_USE_LETTERS];
        int bits = 0;
        int held = 0;
        for (int i = 0; i < TOOL_USE_LETTERS; i++) {
            if (held < BITS) {
                bits = bits << Byte.SIZE | in.get() & 0xFF;
                held += Byte.SIZE;
            }
            held -= BITS;
            text[i] = (byte) LETTERS.charAt(bits >>> held & (1 << BITS) - 1);
        }
        return TOOL_USE + new String(text, StandardCharsets.US_ASCII);
    }

    /** The value of a lower-case hexadecimal digit; -1 for anything else. */
    private static int digit(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    /** The index in {@link #LETTERS}; -1 for anything else. */
    private static int letter(char c) {
        return c >= '0' && c <= '9'
                ? c - '0'
                : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : c >= 'a' && c <= 'z' ? c - 'a' + 36 : -1;
    }
}
