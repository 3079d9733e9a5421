package io.delegraph.security.action;

import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.security.path.CallLocation;
import io.delegraph.security.path.NormalPath;
import io.delegraph.security.path.PathClassifier;
import io.delegraph.security.shell.Directories;
import io.delegraph.security.shell.Placeholders;
import io.delegraph.security.shell.ProgramCall;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects what a call does. */
final class EvidenceBuilder {
    private final CallLocation location;
    private final PathClassifier classifier;
    private final Map<String, KnownPath> paths = new HashMap<>();
    private final Set<String> programs = new HashSet<>();
    private final Set<PathAccess> accesses = new TreeSet<>();
    private final Set<HostClass> hosts = EnumSet.noneOf(HostClass.class);
    private final Set<CommandFeature> features = EnumSet.noneOf(CommandFeature.class);
    private final Set<String> targets = new HashSet<>();

    EvidenceBuilder(CallLocation location) {
        this.location = location;
        this.classifier = new PathClassifier(location);
    }

    /** A path that the call names, mostly not only once. */
    private static final class KnownPath {
        /** Null for a device that keeps nothing. */
        private final @Nullable PathClass pathClass;

        /** What is done to it, a bit each. */
        private int accesses;

        KnownPath(@Nullable PathClass pathClass) {
            this.pathClass = pathClass;
        }

        /** Whether it was not known that this is done. */
        @SuppressWarnings("EnumOrdinal") // the bits are gone with this object
        boolean add(PathAccess.Operation operation, boolean recursive) {
            int before = accesses;
            accesses |= 1 << 2 * operation.ordinal() + (recursive ? 1 : 0);
            return accesses != before;
        }
    }

    void feature(CommandFeature feature) {
        features.add(feature);
    }

    void host(HostClass host) {
        hosts.add(host);
    }

    /** What a program does to a path that is written as in its directory. */
    void access(PathAccess.Operation operation, ProgramCall call, String path) {
        access(operation, Directories.resolve(call.directory(), path), false);
    }

    void deleteRecursively(ProgramCall call, String path) {
        access(PathAccess.Operation.DELETE, Directories.resolve(call.directory(), path), true);
    }

    /** What a call does to a path that is written as in its working directory. */
    void access(PathAccess.Operation operation, String path, boolean recursive) {
        KnownPath known = known(path);
        PathClass pathClass = known.pathClass;
        if (pathClass == null || !known.add(operation, recursive)) {
            return;
        }
        accesses.add(new PathAccess(operation, pathClass, recursive));
        if (!Placeholders.hasUnknown(path) && operation != PathAccess.Operation.SEARCH) {
            target((operation == PathAccess.Operation.READ ? "read:" : "write:")
                    + NormalPath.of(path, location.directory(), location.home()));
        }
    }

    /** Whether something of this class is written or deleted. */
    boolean writes(PathClass pathClass) {
        return accesses.stream()
                .anyMatch(access -> access.pathClass() == pathClass
                        && (access.operation() == PathAccess.Operation.WRITE
                                || access.operation() == PathAccess.Operation.DELETE));
    }

    /** A program that another call may run too; {@code subcommand} is empty when the program alone says what it does. */
    void program(String name, String subcommand) {
        if (!subcommand.isEmpty()) {
            target("prog:" + name + " " + subcommand);
        } else if (programs.add(name)) {
            target("prog:" + name);
        }
    }

    /** Something that another call may act on too, as {@code write:/home/dev/shop/pom.xml}. */
    private void target(String target) {
        if (targets.size() < CallEvidence.MAX_TARGETS) {
            targets.add(target);
        }
    }

    /** Of the classes of paths the one of this path; {@link PathClass#UNKNOWN} also for a device. */
    PathClass classOf(ProgramCall call, String path) {
        PathClass pathClass = known(Directories.resolve(call.directory(), path)).pathClass;
        return pathClass == null ? PathClass.UNKNOWN : pathClass;
    }

    private KnownPath known(String path) {
        KnownPath known = paths.get(path);
        if (known == null) {
            known = new KnownPath(classifier.classify(path));
            paths.put(path, known);
        }
        return known;
    }

    /** {@code hash}: what stands for a target outside; an empty text leaves it out. */
    CallEvidence build(UnaryOperator<String> hash) {
        return new CallEvidence(
                List.copyOf(accesses),
                List.copyOf(hosts),
                List.copyOf(features),
                targets.stream()
                        .map(hash)
                        .filter(target -> !target.isEmpty())
                        .sorted()
                        .distinct()
                        .toList());
    }
}
