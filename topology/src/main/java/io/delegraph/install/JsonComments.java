package io.delegraph.install;

/** Finds comments in a text that is otherwise JSON. */
final class JsonComments {
    private JsonComments() {}

    static boolean in(String text) {
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (c == '/' && !inString) {
                return true;
            }
        }
        return false;
    }
}
