package io.delegraph.security.action;

import io.delegraph.schemas.event.HostClass;
import io.delegraph.security.shell.Placeholders;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the host of an address is. Names are compared by their ends: {@code raw.githubusercontent.com} is of {@code githubusercontent.com}. */
final class HostClassifier {
    /** The host of {@code scheme://user@host:port/path}; the scheme may be missing, as curl allows. */
    private static final Pattern ADDRESS = Pattern.compile(
            "^(?:[a-zA-Z][a-zA-Z0-9+.-]{0,20}://)?(?:[^/@\\s]{0,200}@)?(\\[[0-9a-fA-F:.]+]|[^/:?#\\s]+)");

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|0x[0-9a-f]{8}|\\d{8,10}");

    private static final Set<String> METADATA = Set.of(
            "169.254.169.254",
            "metadata.google.internal",
            "metadata.goog",
            "100.100.100.200",
            "169.254.170.2",
            "[fd00:ec2::254]",
            "metadata.azure.internal",
            "2852039166",
            "0xa9fea9fe");

    private static final Set<String> KNOWN = Set.of(
            "github.com",
            "githubusercontent.com",
            "github.io",
            "gitlab.com",
            "bitbucket.org",
            "npmjs.org",
            "npmjs.com",
            "yarnpkg.com",
            "nodejs.org",
            "pypi.org",
            "pythonhosted.org",
            "python.org",
            "crates.io",
            "rust-lang.org",
            "rustup.rs",
            "docs.rs",
            "golang.org",
            "go.dev",
            "maven.org",
            "apache.org",
            "gradle.org",
            "rubygems.org",
            "packagist.org",
            "nuget.org",
            "docker.io",
            "docker.com",
            "ghcr.io",
            "quay.io",
            "gcr.io",
            "debian.org",
            "ubuntu.com",
            "alpinelinux.org",
            "archlinux.org",
            "fedoraproject.org",
            "brew.sh",
            "homebrew.bintray.com",
            "anthropic.com",
            "claude.ai",
            "claude.com",
            "openai.com",
            "mozilla.org",
            "microsoft.com",
            "google.com",
            "googleapis.com",
            "cloudflare.com",
            "jsdelivr.net",
            "unpkg.com",
            "stackoverflow.com",
            "stackexchange.com",
            "wikipedia.org",
            "readthedocs.io",
            "readthedocs.org",
            "oracle.com",
            "java.net",
            "adoptium.net",
            "kernel.org",
            "w3.org",
            "ietf.org",
            "deno.land",
            "deno.com",
            "bun.sh",
            "astral.sh",
            "huggingface.co",
            "atlassian.net",
            "slack.com",
            "vercel.com",
            "netlify.com",
            "kubernetes.io",
            "k8s.io",
            "terraform.io",
            "hashicorp.com");

    private static final Set<String> DROP = Set.of(
            "webhook.site",
            "requestbin.com",
            "requestbin.net",
            "pipedream.net",
            "requestcatcher.com",
            "beeceptor.com",
            "hookbin.com",
            "postb.in",
            "pastebin.com",
            "paste.rs",
            "paste.ee",
            "dpaste.com",
            "dpaste.org",
            "hastebin.com",
            "ix.io",
            "termbin.com",
            "sprunge.us",
            "0x0.st",
            "rentry.co",
            "ghostbin.com",
            "controlc.com",
            "privatebin.net",
            "transfer.sh",
            "file.io",
            "temp.sh",
            "bashupload.com",
            "gofile.io",
            "anonfiles.com",
            "catbox.moe",
            "tmpfiles.org",
            "uguu.se",
            "oshi.at",
            "filebin.net",
            "wetransfer.com",
            "ngrok.io",
            "ngrok.app",
            "ngrok-free.app",
            "serveo.net",
            "localtunnel.me",
            "loca.lt",
            "trycloudflare.com",
            "localhost.run",
            "pinggy.link",
            "interact.sh",
            "oast.fun",
            "oast.pro",
            "oast.live",
            "oast.site",
            "oast.me",
            "oastify.com",
            "burpcollaborator.net",
            "dnslog.cn",
            "canarytokens.com",
            "discord.com",
            "discordapp.com",
            "telegram.org");

    /** Drops that show their owner every request, so that a query is a message. */
    private static final Set<String> COLLECTORS = Set.of(
            "webhook.site",
            "requestbin.com",
            "requestbin.net",
            "pipedream.net",
            "requestcatcher.com",
            "beeceptor.com",
            "hookbin.com",
            "postb.in",
            "ngrok.io",
            "ngrok.app",
            "ngrok-free.app",
            "trycloudflare.com",
            "interact.sh",
            "oast.fun",
            "oast.pro",
            "oast.live",
            "oast.site",
            "oast.me",
            "oastify.com",
            "burpcollaborator.net",
            "canarytokens.com");

    private HostClassifier() {}

    /** Whether asking for the address tells somebody what stands in its query. */
    static boolean collects(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        return address.indexOf('?') > 0
                && matcher.find()
                && endsIn(matcher.group(1).toLowerCase(Locale.ROOT), COLLECTORS);
    }

    /** Null when the word names no host. */
    static @Nullable HostClass ofAddress(String address) {
        if (address.isEmpty()) {
            return null;
        }
        if (address.indexOf(Placeholders.UNKNOWN) == 0) {
            return HostClass.OTHER;
        }
        Matcher matcher = ADDRESS.matcher(address);
        return matcher.find() ? ofHost(matcher.group(1)) : null;
    }

    static HostClass ofHost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (METADATA.contains(name)) {
            return HostClass.METADATA;
        }
        if (name.equals("localhost")
                || name.startsWith("127.")
                || name.equals("0.0.0.0")
                || name.equals("[::1]")
                || name.endsWith(".localhost")
                || name.equals("host.docker.internal")) {
            return HostClass.LOOPBACK;
        }
        if (IPV4.matcher(name).matches() || name.startsWith("[")) {
            return HostClass.RAW;
        }
        return endsIn(name, DROP) ? HostClass.DROP : endsIn(name, KNOWN) ? HostClass.KNOWN : HostClass.OTHER;
    }

    private static boolean endsIn(String name, Set<String> domains) {
        for (int at = 0; at >= 0; at = name.indexOf('.', at) + 1) {
            if (domains.contains(name.substring(at))) {
                return true;
            }
            if (name.indexOf('.', at) < 0) {
                return false;
            }
        }
        return false;
    }
}
