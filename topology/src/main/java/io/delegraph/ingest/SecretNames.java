package io.delegraph.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of JSON fields: those whose values are always secret, and those whose values are never masked. */
final class SecretNames {
    /** Fields by which events are joined: a value that happens to look like a secret is none. */
    private static final Set<String> IDENTITIES = Set.of(
            "hook_event_name",
            "session_id",
            "agent_id",
            "agentId",
            "parentAgentId",
            "resumedAgentId",
            "tool_use_id",
            "toolUseId",
            "prompt_id",
            "transcript_path",
            "agent_transcript_path");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9]+");

    /** Endings of names, without separators: {@code DB_PASSWORD}, {@code x-api-key}, {@code accessToken}. */
    private static final List<String> ENDS = List.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "pwd",
            "secret",
            "token",
            "credential",
            "credentials",
            "authorization",
            "cookie",
            "apikey",
            "accesskey",
            "secretkey",
            "secretkeybase",
            "privatekey",
            "signingkey",
            "encryptionkey",
            "masterkey",
            "authkey",
            "accountkey",
            "storagekey",
            "sharedkey",
            "servicekey",
            "licensekey",
            "stripekey",
            "accesskeyid",
            "connectionstring");

    private static final Pattern WHICH_ONE =
            Pattern.compile("(?:value|base64|b64|production|prod|staging|live|test|dev|old|new|[0-9]{1,3})$");

    /** Excludes {@code bypass} and {@code compass}. */
    private static final Pattern PASS = Pattern.compile("(?:^|[^A-Za-z])(?i:pass)$|[a-z0-9]Pass$");

    private SecretNames() {}

    static boolean identity(String name) {
        return IDENTITIES.contains(name);
    }

    static boolean secret(String name) {
        int length = name.length();
        if (length < 3 || length > 200) {
            return false;
        }
        String words = BETWEEN_WORDS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
        return endsSo(words)
                || endsSo(WHICH_ONE.matcher(words).replaceFirst(""))
                || PASS.matcher(name).find();
    }

    private static boolean endsSo(String words) {
        for (String end : ENDS) {
            if (words.endsWith(end)) {
                return true;
            }
        }
        return false;
    }
}
