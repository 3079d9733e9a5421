package io.delegraph.security.path;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The quick look at a path must never overlook what the patterns would find. */
class NamedPathsPropertyTest {
    private static final String HOME = "/home/dev";

    @Property(tries = 20_000)
    void shouldAgreeWithThePatternsOnOrdinaryPaths(@ForAll("paths") String path) {
        if (NamedPaths.ordinary(path)) {
            assertThat(NamedPaths.classifyByPatterns(path, HOME)).as(path).isNull();
        }
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> directories = Arbitraries.of(
                "home",
                "dev",
                "src",
                "project",
                "etc",
                "cron.d",
                "var",
                "spool",
                "cron",
                "run",
                "secrets",
                "proc",
                "1",
                "tmp",
                "claude-1",
                "private",
                "Library",
                "LaunchAgents",
                "Keychains",
                "PowerShell",
                "Start Menu",
                "Programs",
                "Startup",
                "managed-settings.d",
                ".claude",
                "hooks",
                "agents",
                "memory",
                "rules",
                "projects",
                ".ssh",
                ".aws",
                ".git",
                ".config",
                "systemd",
                ".cursor",
                ".codex",
                "prompts",
                "library",
                "ssl");
        Arbitrary<String> names = Arbitraries.of(
                "Main",
                "id_rsa",
                "ID_ED25519",
                "credentials",
                "my-secrets",
                "service-account",
                "client_secret",
                "CLAUDE",
                "AGENTS",
                "managed-settings",
                "shadow",
                "wallet",
                "Cookies",
                "logins",
                "environ",
                "profile",
                "settings",
                ".env",
                ".bashrc",
                "hooks",
                "config");
        Arbitrary<String> extensions = Arbitraries.of(
                "", ".java", ".py", ".ts", ".js", ".json", ".md", ".env", ".pem", ".key", ".db", ".sql", ".go", ".rs",
                ".c", ".JAVA", ".toml", ".html");
        return directories
                .list()
                .ofMaxSize(5)
                .flatMap(list -> names.flatMap(name -> extensions.map(
                        extension -> "/" + String.join("/", list) + (list.isEmpty() ? "" : "/") + name + extension)));
    }
}
