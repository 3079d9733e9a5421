package io.delegraph.security.path;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names that one of the patterns of {@link NamedPaths} needs. Most paths have none of them, and trying all patterns costs many times
 * more than looking at the names.
 */
final class TellingNames {
    private static final Set<String> NAMES = Set.of(
            // settings, hooks, definitions, memory and instructions of agent clients
            ".claude",
            ".claude.json",
            ".codex",
            ".gemini",
            ".cursor",
            ".mcp.json",
            "managed-settings.json",
            "managed-settings.d",
            "claude.md",
            "claude.local.md",
            "agents.md",
            "agents.override.md",
            "gemini.md",
            ".cursorrules",
            ".windsurfrules",
            ".clinerules",
            "copilot-instructions.md",
            // what starts by itself
            ".bashrc",
            ".bash_profile",
            ".bash_login",
            ".bash_aliases",
            ".profile",
            ".zshrc",
            ".zshenv",
            ".zprofile",
            ".zlogin",
            ".xprofile",
            ".xinitrc",
            ".gitconfig",
            ".login",
            "spool",
            "launchagents",
            "launchdaemons",
            "powershell",
            "windowspowershell",
            "startup",
            // what holds secrets, and much else
            ".config",
            ".ssh",
            ".git",
            ".netrc",
            "_netrc",
            ".pgpass",
            ".vault-token",
            ".npmrc",
            ".pypirc",
            ".htpasswd",
            ".my.cnf",
            ".s3cfg",
            ".boto",
            ".aws",
            ".gnupg",
            ".password-store",
            ".azure",
            ".oci",
            ".kube",
            ".docker",
            "terraform.tfstate",
            "terraform.tfstate.backup",
            "keyrings",
            "keychains",
            "login data",
            "cookies",
            "cookies.sqlite",
            "logins.json",
            "key4.db",
            "wallet.dat",
            "etc",
            "environ");

    private static final List<String> BEGINNINGS = List.of(".env", "id_", "claude-");
    private static final List<String> PARTS = List.of("secret", "credential", "account");
    private static final Set<String> EXTENSIONS =
            Set.of("env", "pem", "p12", "pfx", "jks", "keystore", "kdbx", "ppk", "key", "asc", "ovpn");
    private static final int LONGEST_EXTENSION = 8;

    /** Longer than each of the names. */
    private static final int LENGTHS = 32;

    /** The first character and the length of each name, as one number: most names of a path fit none of them. */
    private static final BitSet SHAPES = new BitSet();

    static {
        NAMES.forEach(name -> SHAPES.set(shape(name.charAt(0), name.length())));
    }

    private TellingNames() {}

    /** Whether a path, which is normal, has one of them. */
    static boolean anyIn(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        for (String part : PARTS) {
            if (lower.contains(part)) {
                return true;
            }
        }
        int from = 0;
        while (from <= lower.length()) {
            int slash = lower.indexOf('/', from);
            int end = slash < 0 ? lower.length() : slash;
            if (end > from && isTelling(lower, from, end)) {
                return true;
            }
            from = end + 1;
        }
        return false;
    }

    private static boolean isTelling(String path, int from, int end) {
        if (end - from < LENGTHS
                && SHAPES.get(shape(path.charAt(from), end - from))
                && NAMES.contains(path.substring(from, end))) {
            return true;
        }
        for (String beginning : BEGINNINGS) {
            if (path.startsWith(beginning, from)) {
                return true;
            }
        }
        int extension = Math.max(from, path.lastIndexOf('.', end - 1) + 1);
        return end - extension <= LONGEST_EXTENSION && EXTENSIONS.contains(path.substring(extension, end));
    }

    private static int shape(char first, int length) {
        return first * LENGTHS + length;
    }
}
