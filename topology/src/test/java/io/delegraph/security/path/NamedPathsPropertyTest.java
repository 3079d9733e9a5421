package io.delegraph.security.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The quick look at the names of a path must never overlook what the patterns would find. */
class NamedPathsPropertyTest {
    private static final String HOME = "/home/dev";

    /** Whole paths, each of which one alternative of a pattern fits. */
    private static final List<String> NAMED = List.of(
            "/x/.claude/settings.json",
            "/x/.claude/settings.local.json",
            "/x/managed-settings.json",
            "/x/managed-settings.d/a",
            "/x/.mcp.json",
            "/x/.claude.json",
            "/x/.codex/config.toml",
            "/x/.gemini/settings.json",
            "/x/.cursor/mcp.json",
            "/x/.claude/plugins/a.json",
            "/x/.claude/hooks",
            "/x/.cursor/hooks.json",
            "/x/.claude/agents/a.md",
            "/x/.claude/output-styles/a",
            "/x/.codex/prompts/a",
            "/x/.cursor/commands/a",
            "/x/.claude/agent-memory/a",
            "/x/.claude/projects/p/memory",
            "/x/CLAUDE.md",
            "/x/CLAUDE.local.md",
            "/x/AGENTS.md",
            "/x/AGENTS.override.md",
            "/x/GEMINI.md",
            "/x/.cursorrules",
            "/x/.windsurfrules",
            "/x/.clinerules",
            "/x/.claude/rules/a",
            "/x/.cursor/rules",
            "/x/.github/copilot-instructions.md",
            "/x/.claude/plans/a",
            "/x/.bashrc",
            "/x/.bash_profile",
            "/x/.bash_login",
            "/x/.bash_aliases",
            "/x/.profile",
            "/x/.zshrc",
            "/x/.zshenv",
            "/x/.zprofile",
            "/x/.zlogin",
            "/x/.xprofile",
            "/x/.xinitrc",
            "/x/.gitconfig",
            "/x/.login",
            "/x/.config/autostart/a",
            "/x/.config/systemd",
            "/x/.config/fish",
            "/x/.config/environment.d",
            "/x/.ssh/authorized_keys",
            "/x/.git/hooks/a",
            "/etc/cron.d/a",
            "/etc/crontab",
            "/etc/systemd/a",
            "/etc/init.d/a",
            "/etc/profile",
            "/etc/rc.local",
            "/etc/ld.so.preload",
            "/etc/environment",
            "/etc/bash.bashrc",
            "/etc/zshrc",
            "/var/spool/cron/a",
            "/x/Library/LaunchAgents/a",
            "/x/Library/LaunchDaemons",
            "/x/PowerShell/a_profile.ps1",
            "/x/WindowsPowerShell/a_profile.ps1",
            "/x/Start Menu/Programs/Startup/a",
            "/x/.git",
            "/x/.git/config",
            "/x/.env",
            "/x/.envrc",
            "/x/.env.local",
            "/x/prod.env",
            "/x/id_rsa",
            "/x/id_dsa_2",
            "/x/id_ecdsa",
            "/x/id_ed25519",
            "/x/a.pem",
            "/x/a.p12",
            "/x/a.pfx",
            "/x/a.jks",
            "/x/a.keystore",
            "/x/a.kdbx",
            "/x/a.ppk",
            "/x/a.key",
            "/x/a.asc",
            "/x/a.ovpn",
            "/x/.netrc",
            "/x/.pgpass",
            "/x/.git-credentials",
            "/x/.vault-token",
            "/x/.npmrc",
            "/x/.pypirc",
            "/x/.htpasswd",
            "/x/.my.cnf",
            "/x/.s3cfg",
            "/x/.boto",
            "/x/_netrc",
            "/x/credentials.json",
            "/x/aws-credential.toml",
            "/x/secrets.yaml",
            "/x/my_secret.yml",
            "/x/service-account.json",
            "/x/service_account_a.ini",
            "/x/serviceaccount.txt",
            "/x/client_secret_1.xml",
            "/x/.ssh/a",
            "/x/.aws/credentials",
            "/x/.aws/sso/a",
            "/x/.gnupg/a",
            "/x/.password-store/a",
            "/x/.azure/a",
            "/x/.oci",
            "/x/.kube/config",
            "/x/.docker/config.json",
            "/x/.config/gcloud/a",
            "/x/.config/gh/hosts.yml",
            "/x/.config/hub",
            "/x/.config/op",
            "/x/.cargo/credentials.toml",
            "/x/.terraform.d/credentials.tfrc.json",
            "/x/terraform.tfstate",
            "/x/terraform.tfstate.backup",
            "/x/.claude/.credentials.json",
            "/x/.codex/auth.json",
            "/x/.gemini/oauth_creds.json",
            "/x/.local/share/keyrings/a",
            "/x/Library/Keychains/a",
            "/x/Login Data",
            "/x/Cookies",
            "/x/cookies.sqlite",
            "/x/logins.json",
            "/x/key4.db",
            "/x/wallet.dat",
            "/proc/1/environ",
            "/etc/shadow",
            "/etc/gshadow",
            "/etc/sudoers.d/a",
            "/etc/ssl/private/a",
            "/run/secrets/a",
            "/x/.ssh",
            "/x/.aws",
            HOME + "/.claude/a",
            HOME + "/.codex",
            HOME + "/.gemini/a",
            HOME + "/.cursor/a",
            "/tmp/claude-1/a",
            "/private/tmp/claude-1");

    @Test
    void shouldFindWhatEachAlternativeIsFor() {
        assertThat(NAMED)
                .allSatisfy(path -> assertThat(NamedPaths.classify(path, HOME)).isNotNull());
    }

    @Property(tries = 20_000)
    void shouldAgreeWithThePatterns(@ForAll("paths") String path) {
        assertThat(NamedPaths.classify(path, HOME)).as(path).isEqualTo(NamedPaths.classifyByPatterns(path, HOME));
    }

    /** Mixes the parts of the paths above, in either case, with ordinary ones. */
    @Provide
    Arbitrary<String> paths() {
        List<String> parts = Stream.concat(
                        NAMED.stream(),
                        Stream.of("/src/Main.java", "/home/dev/my project/docs/a.md", "/.github/ci.yml"))
                .flatMap(path -> Stream.of(path.substring(1).split("/")))
                .distinct()
                .toList();
        Arbitrary<String> part = Arbitraries.of(parts)
                .flatMap(name -> Arbitraries.of(name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)));
        return part.list().ofMinSize(1).ofMaxSize(5).map(names -> "/" + String.join("/", names));
    }
}
