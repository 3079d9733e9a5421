package io.delegraph.stream;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the changes of a rebalance: the tasks that this instance gained and lost. */
final class AssignedTasks {
    private static final Logger LOG = LoggerFactory.getLogger(AssignedTasks.class);

    private Set<String> before = Set.of();

    /** To be called after every rebalance. */
    synchronized void log(Collection<ThreadMetadata> threads) {
        Set<String> active = tasks(threads.stream().flatMap(thread -> thread.activeTasks().stream()));
        Set<String> standby = tasks(threads.stream().flatMap(thread -> thread.standbyTasks().stream()));
        LOG.info(
                "tasks: {} active, {} standby; assigned {}, revoked {}",
                active.size(),
                standby.size(),
                without(active, before),
                without(before, active));
        before = active;
    }

    private static Set<String> tasks(Stream<TaskMetadata> tasks) {
        return tasks.map(task -> task.taskId().toString()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(others);
        return left;
    }
}
