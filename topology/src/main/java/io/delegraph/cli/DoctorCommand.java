package io.delegraph.cli;

import io.delegraph.config.Settings;
import io.delegraph.doctor.Doctor;
import io.delegraph.doctor.Finding;
import io.delegraph.install.SettingsLocations;
import io.delegraph.schemas.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds problems between a hook and the HTTP endpoint. */
@Command(
        name = "doctor",
        description = {
            "Looks at Java, kcat, disk, the hooks in Claude Code's settings, their spool, the broker with its topics and the HTTP "
                    + "endpoint; then fires a marked hook through each installed hook and says when it was seen, or "
                    + "which hop lost it. The marked hook is counted and dropped: no session comes of it.",
            "One line each: ok, note, or todo with what to do. Exit code 0 when there is nothing to do, else 1."
        })
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where Delegraph answers; without it where the one on the data directory does.")
    private @Nullable URI url;

    @Mixin
    private ReadTokenOption token;

    @Option(
            names = "--settings",
            paramLabel = "PATH",
            description = "Claude Code's settings file; without it all that it reads here.")
    private @Nullable Path settingsFile;

    @Option(names = "--json", description = "Prints a JSON array: check, state, says, todo.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings given = options.settings(Map.of());
        Optional<RunningInstance> running = RunningInstance.on(given.dataDir());
        Settings settings = given.kafka().embedded() && running.isPresent()
                ? given.withKafkaProperties(LoginFile.read(given.dataDir()))
                : given;
        List<Finding> findings = Doctor.run(new Doctor.DoctorInput(
                settings,
                bootstrapServers(settings, running),
                url == null ? url(settings, running) : url,
                token.value() == null ? settings.http().readToken() : token.value(),
                settingsFile == null ? SettingsLocations.here().byLevel() : Map.of("settings", settingsFile),
                Launcher.command()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(Json.write(findings), StandardCharsets.UTF_8));
        } else {
            findings.forEach(finding -> out.println(line(finding)));
        }
        out.flush();
        return findings.stream().anyMatch(finding -> finding.state() == Finding.FindingState.ACTION_NEEDED) ? 1 : 0;
    }

    private static String line(Finding finding) {
        return String.format(
                        Locale.ROOT,
                        "%-4s  %-7s %s",
                        finding.state().name().toLowerCase(Locale.ROOT),
                        finding.check(),
                        finding.says())
                + (finding.todo() == null ? "" : "; " + finding.todo());
    }

    private static String bootstrapServers(Settings settings, Optional<RunningInstance> running) {
        String given = settings.kafka().bootstrapServers();
        return given != null
                ? given
                : running.map(RunningInstance::kafka)
                        .orElse("127.0.0.1:" + settings.kafka().port());
    }

    private static URI url(Settings settings, Optional<RunningInstance> running) {
        return URI.create(running.map(RunningInstance::http)
                .orElse("http://127.0.0.1:" + settings.http().port()));
    }
}
