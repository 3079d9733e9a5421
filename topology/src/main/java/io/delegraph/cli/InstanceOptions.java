package io.delegraph.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which Delegraph a command asks over HTTP: a mixin. */
final class InstanceOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Its data directory, where several run; without it the one that runs.")
    private @Nullable Path data;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where it answers, when it is elsewhere, for example http://127.0.0.1:8080.")
    private @Nullable URI url;

    @Mixin
    private ReadTokenOption token;

    InstanceFinder.Address address(InstanceFinder finder) {
        check();
        return url != null ? new InstanceFinder.Address(url, null, false) : finder.address(data);
    }

    /** Null when none was named. */
    @Nullable
    Path data() {
        return data;
    }

    /** Null when none was named. */
    @Nullable
    URI url() {
        return url;
    }

    /** Null when none was given. */
    @Nullable
    String token() {
        return token.value();
    }

    /** Throws when they contradict each other, or the URL is none. */
    void check() {
        if (url != null && data != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--data names a Delegraph that runs here, --url one by its address: give one of them");
        }
        if (url != null && !isHttp(url)) {
            throw new ParameterException(
                    spec.commandLine(), "--url " + url + " is no address like http://127.0.0.1:8080");
        }
    }

    static boolean isHttp(URI url) {
        return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
    }
}
