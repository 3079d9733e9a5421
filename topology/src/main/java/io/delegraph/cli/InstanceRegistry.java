package io.delegraph.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which Delegraphs of a user run or start, whatever their data directories are: a directory with one file for each, named by its process.
 */
final class InstanceRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceRegistry.class);
    private static final String SUFFIX = ".json";
    private static final String STARTING = ".starting";

    private final Path directory;

    InstanceRegistry(StateDirectory state) {
        this.directory = state.instances();
    }

    /** In the list of those that run until it is closed. Where it cannot be written, the instance runs and has to be named with --data. */
    AutoCloseable add(RunningInstance instance) {
        AutoCloseable added = add(instance, SUFFIX);
        remove(directory.resolve(instance.pid() + STARTING));
        return added;
    }

    /** In the list of those that start until it is closed. */
    AutoCloseable addStarting(RunningInstance instance) {
        return add(instance, STARTING);
    }

    private AutoCloseable add(RunningInstance instance, String suffix) {
        Path file = directory.resolve(instance.pid() + suffix);
        try {
            Files.createDirectories(directory);
            instance.writeTo(file);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written ({}): other commands find this instance only with --data {}",
                    directory,
                    e.toString(),
                    instance.dataDir());
        }
        return () -> Files.deleteIfExists(file);
    }

    /** Those that are ready and whose process lives, the longest running first. What others left behind is removed. */
    List<RunningInstance> living() {
        return living(SUFFIX);
    }

    /** Those that are not ready yet. */
    List<RunningInstance> starting() {
        return living(STARTING);
    }

    private List<RunningInstance> living(String suffix) {
        List<RunningInstance> living = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + suffix)) {
            for (Path file : files) {
                Optional<RunningInstance> instance = RunningInstance.read(file);
                if (instance.flatMap(RunningInstance::process).isPresent()) {
                    living.add(instance.get());
                } else {
                    remove(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // nothing was ever started by this user
            return List.of();
        }
        living.sort(Comparator.comparingLong(RunningInstance::startedAt));
        return living;
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.info("{} of an ended process cannot be removed: {}", file, e.toString());
        }
    }
}
