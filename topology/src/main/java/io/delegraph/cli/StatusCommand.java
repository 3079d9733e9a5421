package io.delegraph.cli;

import io.delegraph.cli.terminal.InstanceStatus;
import io.delegraph.cli.terminal.StatusRenderer;
import io.delegraph.cli.terminal.Terminal;
import io.delegraph.schemas.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what runs, and what goes on in it. */
@Command(
        name = "status",
        description = {
            "Says of every Delegraph that runs here where it answers, since when it runs, how far it is behind, how many sessions and "
                    + "agents are at work, and what needs a person. One that is not ready yet is said to be starting.",
            "Exit code 0 when all of them are ready, else 1; also when none runs."
        })
public final class StatusCommand implements Callable<Integer> {
    private final InstanceFinder finder;

    @Mixin
    private InstanceOptions instance;

    @Option(names = "--json", description = "Prints a JSON array with one object for each.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    public StatusCommand(StateDirectory state) {
        this.finder = new InstanceFinder(state);
    }

    @Override
    public Integer call() {
        instance.check();
        List<InstanceStatus> all = meant();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(Json.write(all), StandardCharsets.UTF_8));
        } else {
            Terminal screen = Terminal.detect(System.getenv());
            List<String> lines = new ArrayList<>();
            for (InstanceStatus status : all) {
                if (!lines.isEmpty()) {
                    lines.add("");
                }
                lines.addAll(StatusRenderer.lines(status, Version.number(), screen, ZoneId.systemDefault()));
            }
            lines.forEach(out::println);
        }
        out.flush();
        return all.stream().allMatch(status -> status.problem() == null) ? 0 : 1;
    }

    private List<InstanceStatus> meant() {
        if (instance.url() != null) {
            return List.of(query(instance.url(), null));
        }
        List<RunningInstance> starting = finder.starting(instance.data());
        List<RunningInstance> running = running(starting);
        if (!running.isEmpty() || !starting.isEmpty()) {
            return Stream.concat(
                            running.stream().map(each -> query(URI.create(each.http()), each)),
                            starting.stream().map(StatusCommand::starting))
                    .toList();
        }
        InstanceFinder.Address usual = finder.address(null);
        InstanceStatus status = query(usual.url(), null);
        if (status.service() == null) {
            throw usual.unreachable(new CommandException(String.valueOf(status.problem())));
        }
        return List.of(status);
    }

    private List<RunningInstance> running(List<RunningInstance> starting) {
        if (instance.data() == null) {
            return finder.all();
        }
        return starting.isEmpty() ? List.of(finder.require(instance.data())) : List.of();
    }

    /** Its addresses are not known yet. */
    private static InstanceStatus starting(RunningInstance starting) {
        return new InstanceStatus(null, place(starting), "it is starting", null, null, System.currentTimeMillis());
    }

    private InstanceStatus query(URI url, @Nullable RunningInstance running) {
        return new StatusQuery(
                        new Api(url, instance.token()),
                        running == null ? null : place(running),
                        System.currentTimeMillis())
                .run();
    }

    private static InstanceStatus.Place place(RunningInstance instance) {
        return new InstanceStatus.Place(
                instance.pid(), instance.dataDir(), instance.log().toString(), instance.demo());
    }
}
