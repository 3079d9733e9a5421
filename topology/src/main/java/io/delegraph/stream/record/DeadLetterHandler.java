package io.delegraph.stream.record;

import io.delegraph.metrics.DeadLetterMeters;
import io.delegraph.metrics.DeadLetterMeters.FailedStep;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a record that cannot be read, processed or written to {@code agent.hooks.rejected} with the reason, counts it, and lets its
 * partition go on. Kafka's own handlers would write the whole record, which need not fit there.
 */
public final class DeadLetterHandler
        implements DeserializationExceptionHandler, ProcessingExceptionHandler, ProductionExceptionHandler {
    /** Streams configuration key: the {@link DeadLetterMeters}; without them nothing is counted. */
    public static final String METERS = "delegraph.dead-letter.meters";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);
    private static final String CHANGELOG = "-changelog";

    private @Nullable DeadLetterMeters meters;
    private boolean exactlyOnce;

    @Override
    public void configure(Map<String, ?> configs) {
        meters = (DeadLetterMeters) configs.get(METERS);
        exactlyOnce = StreamsConfig.EXACTLY_ONCE_V2.equals(configs.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        recordFailure(FailedStep.READ, context, failure);
        DeadLetterRecord rejection = new DeadLetterRecord(record.key(), record.value(), record.headers())
                .withReason(reason(failure), "")
                .withPosition(record.topic(), record.partition(), record.offset());
        return DeserializationExceptionHandler.Response.resume(List.of(rejection.toProducerRecord(record.timestamp())));
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        recordFailure(FailedStep.PROCESS, context, failure);
        return ProcessingExceptionHandler.Response.resume(
                List.of(sourceRecord(context, failure).toProducerRecord(context.timestamp())));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public ProductionExceptionHandler.Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord record,
            Exception failure,
            ProductionExceptionHandler.SerializationExceptionOrigin origin) {
        recordFailure(FailedStep.WRITE, context, failure);
        return ProductionExceptionHandler.Response.resume(List.of(sourceRecord(context, failure)
                .withTarget(record.topic(), record.key())
                .toProducerRecord(context.timestamp())));
    }

    /**
     * Handles a write that the producer or the broker rejected. In a transaction this cannot be skipped: it would be aborted and retried
     * forever. {@link SizeLimitedJsonSerializer} keeps values within the limit; any other rejection needs a person.
     */
    @Override
    public ProductionExceptionHandler.Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
        if (failure instanceof RetriableException) {
            return ProductionExceptionHandler.Response.retry();
        }
        if (!(failure instanceof RecordTooLargeException)) {
            return ProductionExceptionHandler.Response.fail();
        }
        if (exactlyOnce || record.topic().endsWith(CHANGELOG)) {
            throw new UnwritableException("topic " + record.topic() + " does not take a record of "
                    + (length(record.key()) + length(record.value()))
                    + " bytes: set max.message.bytes of the topic (and max.request.size under kafka.properties, if it"
                    + " is set) to 1048588 or more");
        }
        recordFailure(FailedStep.WRITE, context, failure);
        return ProductionExceptionHandler.Response.resume(List.of(
                sourceRecord(context, failure).withTarget(record.topic(), "").toProducerRecord(context.timestamp())));
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private void recordFailure(FailedStep step, ErrorHandlerContext context, Exception failure) {
        LOG.warn(
                "record rejected ({}, {}, task {}, {}-{}@{}): written to {} with the reason",
                step.label(),
                context.processorNodeId(),
                context.taskId(),
                context.topic(),
                context.partition(),
                context.offset(),
                Names.HOOKS_REJECTED,
                failure);
        if (meters != null) {
            meters.add(step);
        }
    }

    private static DeadLetterRecord sourceRecord(ErrorHandlerContext context, Exception failure) {
        return new DeadLetterRecord(context.sourceRawKey(), context.sourceRawValue(), context.headers())
                .withReason(reason(failure), "")
                .withPosition(context.topic(), context.partition(), context.offset());
    }

    private static String reason(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = failure.getMessage() != null ? failure.getMessage() : root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }

    /** A topic rejects a record that it should accept; the message is for a person. */
    public static final class UnwritableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnwritableException(String message) {
            super(message);
        }
    }
}
