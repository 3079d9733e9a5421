package io.delegraph.cli;

import io.delegraph.doctor.EndpointClient;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Opens the live page. */
@Command(
        name = "open",
        description = {
            "Opens the page of the Delegraph that runs in the browser, and prints its address.",
            "Exit code 0 also where no browser can be opened, 1 when no Delegraph answers."
        })
public final class OpenCommand implements Callable<Integer> {
    private final InstanceFinder finder;
    private final Browser browser;

    @Mixin
    private InstanceOptions instance;

    @Spec
    private CommandSpec spec;

    public OpenCommand(StateDirectory state, Browser browser) {
        this.finder = new InstanceFinder(state);
        this.browser = browser;
    }

    @Override
    public Integer call() {
        InstanceFinder.Address address = instance.address(finder);
        URI url = address.url();
        EndpointClient.HttpResult ready = new Api(url, instance.token()).ready();
        if (ready.status() == 0) {
            throw address.unreachable(
                    new CommandException("the Delegraph at " + url + " cannot be reached (" + ready.body() + ")"));
        }
        Optional<String> whyNot = browser.open(url);
        spec.commandLine()
                .getErr()
                .println(whyNot.map(reason -> "no browser was opened (" + reason + "): open this address in one")
                        .orElse("opened in the browser:"));
        spec.commandLine().getErr().flush();
        spec.commandLine().getOut().println(url);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
