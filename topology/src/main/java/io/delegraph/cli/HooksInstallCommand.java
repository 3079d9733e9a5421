package io.delegraph.cli;

import io.delegraph.doctor.HookTargetCheck;
import io.delegraph.install.HookFragment;
import io.delegraph.install.HookFragment.HookHandler;
import io.delegraph.install.SettingsFile;
import io.delegraph.install.Transport;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Merges the hooks into a settings file. */
@Command(
        name = "install",
        description = {
            "Adds Delegraph's hooks to Claude Code's settings.",
            "Everything else in the file stays byte for byte; the file as it was is kept "
                    + "beside it as settings.json.before-delegraph. A second run changes nothing; with another --transport "
                    + "it replaces the hooks. The events WorktreeCreate and MessageDisplay are never registered.",
            "",
            "Transports:",
            "script: deploy/hooks/telemetry-hook.sh of this installation. Complete, and keeps events on disk while Kafka is away. Where "
                    + "it sends to is set in ~/.config/delegraph/hook.env, see deploy/hooks/README.md.",
            "kcat: one kcat command for each event, as in deploy/hooks/settings.kcat.json, for a quick look.",
            "http: Claude Code's own HTTP hook, the way for native Windows.",
            ""
        })
final class HooksInstallCommand implements Callable<Integer> {
    private static final String SCRIPT = "deploy/hooks/telemetry-hook.sh";

    @Mixin
    private HooksCommand.SettingsFileOption target;

    @Option(
            names = "--transport",
            paramLabel = "script|kcat|http",
            description = "How events are sent (default: script, on Windows http).")
    private @Nullable Transport transport;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka that kcat sends to, only with --transport kcat (default: 127.0.0.1:9092).")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Delegraph that Claude Code posts to, only with --transport http (default: "
                    + "http://127.0.0.1:8080).")
    private @Nullable URI url;

    @Option(names = "--dry-run", description = "Says what would change, and changes nothing.")
    private boolean dryRun;

    @Option(names = "--print", description = "Prints the hooks as a settings file of their own, and changes nothing.")
    private boolean print;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Transport chosen = transport == null ? usual() : transport;
        HookFragment fragment = HookFragment.of(chosen, address(chosen));
        PrintWriter out = spec.commandLine().getOut();
        if (print) {
            out.print(fragment.text());
            out.flush();
            return 0;
        }
        SettingsFile file = SettingsFile.read(target.path());
        boolean changed = dryRun ? file.wouldChange(fragment) : file.install(fragment);
        out.println(words(fragment, file, changed));
        out.flush();
        warn(file, new HookHandler(chosen, address(chosen)));
        return 0;
    }

    private String words(HookFragment fragment, SettingsFile file, boolean changed) {
        String hooks =
                fragment.transport().word() + " hooks for " + fragment.events().size() + " events";
        if (!changed) {
            return hooks + " are already in " + file.path() + ": nothing to do";
        }
        return (dryRun ? "would put " : "put ") + hooks + " into " + file.path()
                + (file.exists() ? "" : ", a new file")
                + (file.backsUp() ? "; what it was: " + file.backup() : "")
                + (dryRun ? "" : "; sessions that start from now on are seen");
    }

    private void warn(SettingsFile file, HookHandler handler) {
        PrintWriter err = spec.commandLine().getErr();
        HookTargetCheck.missing(handler).ifPresent(missing -> err.println("not yet: " + missing));
        if (file.settings().hasComments()) {
            err.println(file.path() + " has comments: the client ignores a settings file with comments; take them out");
        }
        err.flush();
    }

    private String address(Transport chosen) {
        only(chosen, Transport.KCAT, "--bootstrap-servers", bootstrapServers);
        only(chosen, Transport.HTTP, "--url", url);
        return switch (chosen) {
            case SCRIPT ->
                Launcher.home()
                        .map(home -> home.resolve(SCRIPT))
                        .map(Path::toString)
                        .orElseThrow(() -> new CommandException("where " + SCRIPT
                                + " lies is not known: call Delegraph by its launcher, or choose --transport http"));
            case KCAT -> bootstrapServers == null ? "127.0.0.1:9092" : bootstrapServers;
            case HTTP -> url == null ? "http://127.0.0.1:8080" : url.toString().replaceAll("/+$", "");
        };
    }

    private void only(Transport chosen, Transport wanted, String option, @Nullable Object value) {
        if (value != null && chosen != wanted) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " goes with --transport " + wanted.word()
                            + (chosen == Transport.SCRIPT
                                    ? "; where the script sends to stands in ~/.config/delegraph/hook.env"
                                    : ""));
        }
    }

    private static Transport usual() {
        return System.getProperty("os.name").startsWith("Windows") ? Transport.HTTP : Transport.SCRIPT;
    }
}
