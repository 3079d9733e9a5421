package io.delegraph.tools.simulation;

import java.util.HexFormat;
import java.util.Random;

/** Words, names and ids that compress about as well as real ones. */
public final class RandomText {
    private static final String[] WORDS =
            ("the parser reads lines before topic schema returns when index cache test fails build class method null"
                            + " value record event stream window session agent report module config error retry timeout"
                            + " client server request response header body query filter order merge branch commit change"
                            + " file path folder import export public static final private void string list map set"
                            + " number check assert expected actual found missing added removed renamed unused slow fast")
                    .split(" ", -1);

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final Random random;

    public RandomText(Random random) {
        this.random = random;
    }

    public String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
            if (random.nextInt(6) == 0) {
                text.append(random.nextInt(1000));
            }
        }
        return text.toString();
    }

    public String path() {
        return "/home/dev/project/src/" + words(1) + "/" + words(1) + "-" + words(1) + ".java";
    }

    public String hex(int digits) {
        StringBuilder text = new StringBuilder();
        while (text.length() < digits) {
            text.append(HexFormat.of().toHexDigits(random.nextLong()));
        }
        return text.substring(0, digits);
    }

    /** Letters of both cases and digits. */
    public String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    public String uuid() {
        String hex = hex(32);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-4" + hex.substring(13, 16) + "-a"
                + hex.substring(17, 20) + "-" + hex.substring(20);
    }
}
