package io.delegraph.security.path;

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

    private TellingNames() {}

    /** Whether a path, which is normal, has one of them. */
    static boolean anyIn(String path) {
        int from = 0;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            if (end > from && isTelling(path.substring(from, end).toLowerCase(Locale.ROOT))) {
                return true;
            }
            from = end + 1;
        }
        return false;
    }

    private static boolean isTelling(String name) {
        if (NAMES.contains(name) || EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1))) {
            return true;
        }
        for (String beginning : BEGINNINGS) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        for (String part : PARTS) {
            if (name.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
