package io.delegraph.security.path;

import io.delegraph.schemas.event.PathClass;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths whose names say what they hold. */
final class NamedPaths {
    /** Files of the names below that hold no secret. */
    private static final Pattern HARMLESS = Pattern.compile(
            "\\.(?:example|sample|template|tmpl|dist|defaults?|md|schema\\.json)$|/\\.env\\.(?:example|sample|template|dist|schema)[^/]*$"
                    + "|/\\.ssh/(?:known_hosts[^/]*|config|[^/]+\\.pub)$|\\.pub$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRET = Pattern.compile(
            "/\\.env(?:rc)?(?:\\.[^/]+)?$|/[^/]+\\.env$"
                    + "|/(?:id_(?:rsa|dsa|ecdsa|ed25519)[^/]*|[^/]+\\.(?:pem|p12|pfx|jks|keystore|kdbx|ppk|key|asc|ovpn))$"
                    + "|/\\.(?:netrc|pgpass|git-credentials|vault-token|npmrc|pypirc|htpasswd|my\\.cnf|s3cfg|boto)$|/_netrc$"
                    + "|/(?:[^/]*credentials?|[^/]*secrets?|service[-_]?account[^/]*|client_secret[^/]*)\\.(?:json|ya?ml|toml|ini|txt|properties|xml)$"
                    + "|/\\.ssh/[^/]+$|/\\.aws/(?:credentials|config|sso|cli)(?:/|$)|/\\.(?:gnupg|password-store|azure|oci)(?:/|$)"
                    + "|/\\.kube/config$|/\\.docker/config\\.json$|/\\.config/(?:gcloud|gh/hosts\\.yml|hub$|op|doctl|heroku)(?:/|$)?"
                    + "|/\\.cargo/credentials(?:\\.toml)?$|/\\.terraform\\.d/credentials\\.tfrc\\.json$|/terraform\\.tfstate(?:\\.backup)?$"
                    + "|/\\.claude/\\.credentials\\.json$|/\\.codex/auth\\.json$|/\\.gemini/oauth_creds\\.json$|/\\.local/share/keyrings(?:/|$)"
                    + "|/Library/Keychains(?:/|$)|/(?:Login Data|Cookies|cookies\\.sqlite|logins\\.json|key4\\.db)$|/wallet\\.dat$"
                    + "|^/proc/[^/]+/environ$|^/etc/(?:shadow|gshadow|sudoers(?:\\.d/.*)?|ssl/private(?:/.*)?)$|^/run/secrets(?:/|$)"
                    + "|/\\.(?:ssh|aws)$",
            Pattern.CASE_INSENSITIVE);

    /** In the order in which they are tried. */
    private static final List<Named> NAMED = List.of(
            new Named(
                    PathClass.AGENT_SETTINGS,
                    "/\\.claude/settings(?:\\.local)?\\.json$|/managed-settings\\.json$|/managed-settings\\.d/|/\\.mcp\\.json$"
                            + "|/\\.claude\\.json$|/\\.codex/config\\.toml$|/\\.gemini/settings\\.json$|/\\.cursor/mcp\\.json$|/\\.claude/plugins/[^/]+\\.json$"),
            new Named(PathClass.AGENT_HOOKS, "/\\.claude/hooks(?:/|$)|/\\.cursor/hooks"),
            new Named(
                    PathClass.AGENT_DEFINITIONS,
                    "/\\.claude/(?:agents|commands|skills|output-styles|workflows)(?:/|$)|/\\.codex/prompts/|/\\.cursor/(?:agents|commands)/"),
            new Named(
                    PathClass.AGENT_MEMORY,
                    "/\\.claude/(?:agent-memory(?:-local)?|memory)(?:/|$)|/\\.claude/projects/[^/]+/memory(?:/|$)"),
            new Named(
                    PathClass.AGENT_INSTRUCTIONS,
                    "/(?:CLAUDE(?:\\.local)?|AGENTS(?:\\.override)?|GEMINI)\\.md$|/\\.(?:cursorrules|windsurfrules|clinerules)$"
                            + "|/\\.claude/rules(?:/|$)|/\\.cursor/rules(?:/|$)|/\\.github/copilot-instructions\\.md$"),
            new Named(PathClass.PLAN, "/\\.claude/plans(?:/|$)"),
            new Named(
                    PathClass.PERSISTENCE,
                    "/\\.(?:bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|xprofile|xinitrc|gitconfig|login)$"
                            + "|/\\.config/(?:autostart|systemd|fish|environment\\.d)(?:/|$)|/\\.ssh/authorized_keys2?$|/\\.git/hooks(?:/|$)"
                            + "|^/etc/(?:cron[^/]*|systemd|init\\.d|profile(?:\\.d)?|rc\\.local|ld\\.so\\.preload|environment|bash\\.bashrc|zshrc)(?:/|$)"
                            + "|^/var/spool/cron(?:/|$)|/Library/Launch(?:Agents|Daemons)(?:/|$)|/(?:Windows)?PowerShell/[^/]*profile\\.ps1$"
                            + "|/Start Menu/Programs/Startup(?:/|$)"),
            new Named(PathClass.GIT_DIRECTORY, "/\\.git(?:/|$)"));

    private static final Pattern CLIENT_DATA = Pattern.compile("^/\\.(?:claude|codex|gemini|cursor)(?:/|$)");
    private static final Pattern CLIENT_TEMPORARY = Pattern.compile("^(?:/private)?/tmp/claude-");

    private record Named(PathClass pathClass, Pattern pattern) {
        Named(PathClass pathClass, String pattern) {
            this(pathClass, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
        }
    }

    private NamedPaths() {}

    /** Null for a path whose name says nothing; {@code path} is normal. */
    static @Nullable PathClass classify(String path, String home) {
        return TellingNames.anyIn(path) ? classifyByPatterns(path, home) : null;
    }

    static @Nullable PathClass classifyByPatterns(String path, String home) {
        for (Named named : NAMED) {
            if (named.pattern.matcher(path).find()) {
                return named.pathClass;
            }
        }
        if (SECRET.matcher(path).find() && !HARMLESS.matcher(path).find()) {
            return PathClass.SECRET;
        }
        boolean client = NormalPath.within(path, home)
                        && CLIENT_DATA.matcher(path.substring(home.length())).find()
                        && !path.contains("/.claude/worktrees/")
                || CLIENT_TEMPORARY.matcher(path).find();
        return client ? PathClass.CLIENT_DATA : null;
    }
}
