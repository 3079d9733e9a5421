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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Collects what a call does. */
final class EvidenceBuilder {
    private final CallLocation location;
    private final PathClassifier paths;

    /** A device that keeps nothing has none. */
    private final Map<String, Optional<PathClass>> classes = new HashMap<>();

    private final Set<PathAccess> accesses = new TreeSet<>();
    private final Set<HostClass> hosts = EnumSet.noneOf(HostClass.class);
    private final Set<CommandFeature> features = EnumSet.noneOf(CommandFeature.class);
    private final Set<String> targets = new TreeSet<>();

    EvidenceBuilder(CallLocation location) {
        this.location = location;
        this.paths = new PathClassifier(location);
    }

    void feature(CommandFeature feature) {
        features.add(feature);
    }

    /** The features of those of the calls, by program, that this one is. */
    void features(Map<String, List<ProgramWords>> calls, ProgramCall call) {
        for (ProgramWords words : calls.getOrDefault(call.name(), List.of())) {
            if (words.matches(call)) {
                features.add(words.feature());
            }
        }
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
        PathClass pathClass = classOf(path).orElse(null);
        if (pathClass == null) {
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

    /** Something that another call may act on too, as {@code prog:git stash}. */
    void target(String target) {
        if (targets.size() < CallEvidence.MAX_TARGETS) {
            targets.add(target);
        }
    }

    /** Of the classes of paths the one of this path; {@link PathClass#UNKNOWN} also for a device. */
    PathClass classOf(ProgramCall call, String path) {
        return classOf(Directories.resolve(call.directory(), path)).orElse(PathClass.UNKNOWN);
    }

    private Optional<PathClass> classOf(String path) {
        return classes.computeIfAbsent(path, unknown -> Optional.ofNullable(paths.classify(unknown)));
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
