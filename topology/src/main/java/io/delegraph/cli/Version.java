package io.delegraph.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, which the build writes into the jar. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"delegraph " + number()};
    }

    public static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }
}
