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

/** What ended a stream thread and would end every one that replaces it, in one line for the person who has to do something. */
final class UnrecoverableFailure {
    /** As Kafka Streams says what it wrote to. */
    private static final Pattern WRITTEN_TOPIC = Pattern.compile("record to topic (\\S+) for task");

    private final List<Throwable> causes = new ArrayList<>();
    private final Path stateDir;

    private UnrecoverableFailure(@Nullable Throwable failure, Path stateDir) {
        this.stateDir = stateDir;
        for (Throwable it = failure; it != null; it = it.getCause()) {
            causes.add(it);
        }
    }

    /** Empty when a new thread may do better. */
    static Optional<String> describe(Throwable failure, Path stateDir) {
        UnrecoverableFailure it = new UnrecoverableFailure(failure, stateDir);
        return it.kafka().or(it::state).or(it::machine);
    }

    private Optional<String> kafka() {
        for (Throwable cause : causes) {
            switch (cause) {
                case DeadLetterHandler.UnwritableException it -> {
                    return Optional.ofNullable(it.getMessage());
                }
                case TopicAuthorizationException it -> {
                    return Optional.of("not allowed to " + operation() + " topic "
                            + String.join(", ", it.unauthorizedTopics()) + ": grant it to Delegraph's user");
                }
                case GroupAuthorizationException it -> {
                    return Optional.of(
                            "not allowed to use the consumer group " + it.groupId() + ": grant it to Delegraph's user");
                }
                case AuthorizationException it -> {
                    return Optional.of("not allowed to " + operation() + written(" topic ") + ": " + it.getMessage());
                }
                case AuthenticationException it -> {
                    return Optional.of("the login was refused (kafka.properties): " + it.getMessage());
                }
                case InvalidTopicException it -> {
                    return Optional.of("cannot " + operation() + " topic " + it.invalidTopics() + ": it is not valid");
                }
                case UnknownTopicOrPartitionException it -> {
                    return Optional.of(topicDeleted(it));
                }
                case CorruptRecordException it -> {
                    return Optional.of("a topic is damaged on the broker's disk (" + firstLine(it)
                            + "): bring it back from a copy, or start on another data directory (--data) and import"
                            + " past sessions");
                }
                case MissingSourceTopicException it -> {
                    return Optional.of(topicDeleted(it));
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private String topicDeleted(Throwable it) {
        return "cannot " + operation() + written(" topic ") + " (" + it.getMessage()
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

    /** A state directory that cannot be used (damaged, disk full, no access). */
    private Optional<String> state() {
        Throwable root = causes.getLast();
        for (Throwable cause : causes) {
            if (cause instanceof RocksDBException it
                    && it.getStatus() != null
                    && it.getStatus().getCode() == Status.Code.Corruption) {
                return Optional.of("the state in " + stateDir + " is damaged (" + firstLine(it)
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

    private static String firstLine(Throwable it) {
        return String.valueOf(it.getMessage()).lines().findFirst().orElse("");
    }
}
