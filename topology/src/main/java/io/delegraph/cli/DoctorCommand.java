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
import picocli.CommandLine.ParameterException;
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
    private final InstanceFinder finder;

    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where Delegraph answers; without it where the one that runs does.")
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

    public DoctorCommand(StateDirectory state) {
        this.finder = new InstanceFinder(state);
    }

    @Override
    public Integer call() {
        if (url != null && !InstanceOptions.isHttp(url)) {
            throw new ParameterException(
                    spec.commandLine(), "--url " + url + " is no address like http://127.0.0.1:8080");
        }
        Settings given = options.settings(Map.of());
        Optional<RunningInstance> running = running(given);
        Settings settings = given.kafka().embedded() && running.isPresent()
                ? given.withDataDir(Path.of(running.get().dataDir()))
                        .withKafkaProperties(
                                LoginFile.read(Path.of(running.get().dataDir())))
                : given;
        List<Finding> findings = Doctor.run(new Doctor.DoctorInput(
                settings,
                bootstrapServers(settings, running),
                url == null ? url(settings, running) : url,
                token.value() == null ? settings.http().readToken() : token.value(),
                settingsFile == null ? SettingsLocations.here().byLevel() : Map.of("settings", settingsFile),
                Launcher.command(),
                running.map(RunningInstance::demo).orElse(false)));
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
        return String.format(Locale.ROOT, "%-4s  %-7s %s", Json.word(finding.state()), finding.check(), finding.says())
                + (finding.todo() == null ? "" : "; " + finding.todo());
    }

    /** The one that is named by its directory or its address, else the one that runs. That none runs is for the findings to say. */
    private Optional<RunningInstance> running(Settings given) {
        if (options.namedData() != null) {
            return RunningInstance.on(given.dataDir());
        }
        if (url == null) {
            return finder.find(null);
        }
        String named = url.toString().replaceAll("/+$", "");
        return finder.all().stream()
                .filter(instance -> instance.http().equals(named))
                .findFirst();
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
