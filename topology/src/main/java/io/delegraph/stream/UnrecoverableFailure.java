package io.delegraph.stream;

import io.delegraph.stream.record.DeadLetterHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** A failure that ended a stream thread and would end every replacement, described in one line for the person who has to act. */
final class UnrecoverableFailure {
    /** How Kafka Streams names the topic of a failed write. */
    private static final Pattern WRITTEN_TOPIC = Pattern.compile("record to topic (\\S+) for task");

    private final List<Throwable> causes = new ArrayList<>();
    private final Path stateDir;

    private UnrecoverableFailure(@Nullable Throwable failure, Path stateDir) {
        this.stateDir = stateDir;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
    }

    /** Empty when a new thread may succeed. */
    static Optional<String> describe(Throwable failure, Path stateDir) {
        UnrecoverableFailure unrecoverable = new UnrecoverableFailure(failure, stateDir);
        return unrecoverable.kafka().or(unrecoverable::state).or(unrecoverable::machine);
    }

    private Optional<String> kafka() {
        for (Throwable cause : causes) {
            switch (cause) {
                case DeadLetterHandler.UnwritableException failure -> {
                    return Optional.ofNullable(failure.getMessage());
                }
                case TopicAuthorizationException failure -> {
                    return Optional.of("not allowed to " + operation() + " topic "
                            + String.join(", ", failure.unauthorizedTopics()) + ": grant it to Delegraph's user");
                }
                case GroupAuthorizationException failure -> {
                    return Optional.of("not allowed to use the consumer group " + failure.groupId()
                            + ": grant it to Delegraph's user");
                }
                case AuthorizationException failure -> {
                    return Optional.of(
                            "not allowed to " + operation() + written(" topic ") + ": " + failure.getMessage());
                }
                case AuthenticationException failure -> {
                    return Optional.of("the login was refused (kafka.properties): " + failure.getMessage());
                }
                case InvalidTopicException failure -> {
                    return Optional.of(
                            "cannot " + operation() + " topic " + failure.invalidTopics() + ": it is not valid");
                }
                case UnknownTopicOrPartitionException failure -> {
                    return Optional.of(topicDeleted(failure));
                }
                case CorruptRecordException failure -> {
                    return Optional.of("a topic is damaged on the broker's disk (" + firstLine(failure)
                            + "): bring it back from a copy, or start on another data directory (--data) and import"
                            + " past sessions");
                }
                case MissingSourceTopicException failure -> {
                    return Optional.of(topicDeleted(failure));
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private String topicDeleted(Throwable failure) {
        return "cannot " + operation() + written(" topic ") + " (" + failure.getMessage()
                + "): a topic was deleted; start again, what is missing is created";
    }

    private String operation() {
        return written("").isEmpty() ? "read" : "write to";
    }

    private String written(String before) {
        return causes.stream()
                .map(cause -> WRITTEN_TOPIC.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::find)
                .map(topic -> before + topic.group(1))
                .findFirst()
                .orElse("");
    }

    /** The state directory is unusable: damaged, disk full, no access. */
    private Optional<String> state() {
        Throwable root = causes.getLast();
        for (Throwable cause : causes) {
            if (cause instanceof RocksDBException failure
                    && failure.getStatus() != null
                    && failure.getStatus().getCode() == Status.Code.Corruption) {
                return Optional.of("the state in " + stateDir + " is damaged (" + firstLine(failure)
                        + "): delete this directory and start again, everything in it is restored from Kafka");
            }
        }
        return causes.stream().anyMatch(ProcessorStateException.class::isInstance) || root instanceof IOException
                ? Optional.of("the state in " + stateDir + " cannot be used (" + firstLine(root)
                        + "): see that the disk has space and the directory is yours; if it stays so, delete this"
                        + " directory, everything in it is restored from Kafka")
                : Optional.empty();
    }

    private Optional<String> machine() {
        return causes.getFirst() instanceof Error ? Optional.of(causes.getLast().toString()) : Optional.empty();
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
