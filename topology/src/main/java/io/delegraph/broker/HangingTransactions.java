package io.delegraph.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.requests.TransactionResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that a killed process left open, because readers of committed records would wait for them.
 *
 * <p>Most would end by themselves: the coordinator completes decided ones, and undecided ones time out. Some would stay open forever. After
 * a crash the broker first gets the previous state of the partitions, with itself as their leader, and a moment later, when its former
 * registration ends, the same partitions without a leader. A coordinator that loads a decided transaction in between takes partitions
 * without a leader for deleted ones (Kafka 4.3: {@code KRaftMetadataCache.getPartitionLeaderEndpoint}), writes no markers to them and
 * records the transaction as complete. Nothing ends it after that. So the open transactions of each partition are compared with the
 * coordinator's state:
 *
 * <pre>
 * coordinator: will end it       → waited for
 *              ongoing, ours     → fenced, which aborts it: its process is dead
 *              complete, commit  → the missing commit markers are written: half of it may have been seen
 *              anything else     → abort markers are written: its offsets are not committed either, what it read is read again
 * </pre>
 */
final class HangingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final Set<TransactionState> ENDING_STATES = Set.of(
            TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT, TransactionState.PREPARE_EPOCH_FENCE);
    private static final long TIMEOUT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

    private final Admin admin;
    private final TransactionMarkers markers;
    private final String owner;

    /** @param owner prefix of the dead process's transactional ids; producers of others may be alive */
    HangingTransactions(Admin admin, TransactionMarkers markers, String owner) {
        this.admin = admin;
        this.markers = markers;
        this.owner = owner;
    }

    /** A transaction that is open in a partition. */
    private record OpenTransaction(TopicPartition partition, ProducerState producer) {}

    /**
     * Returns the number of partitions whose transaction was ended by this call or meanwhile. Partitions that cannot be queried or ended
     * are logged and skipped.
     */
    int end() {
        try {
            Set<OpenTransaction> before = open();
            if (before.isEmpty()) {
                return 0;
            }
            // before fencing, which changes the coordinator's state
            Collection<TransactionDescription> coordinated = known();
            fence();
            awaitEnding();
            Set<OpenTransaction> left = open();
            Set<Long> alive = producers(TransactionState.ONGOING);
            for (OpenTransaction one : left) {
                if (before.contains(one) && !alive.contains(one.producer().producerId())) {
                    markers.write(one.partition(), one.producer(), outcome(one.producer(), coordinated));
                }
            }
            left.retainAll(open());
            return before.size() - left.size();
        } catch (ExecutionException | KafkaException | IOException e) {
            LOG.warn("transactions that a crash left open could not be ended: {}", e.toString(), e);
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** The result that the coordinator recorded. The next transaction of a producer has the next epoch. */
    private static TransactionResult outcome(ProducerState open, Collection<TransactionDescription> descriptions) {
        boolean committed = descriptions.stream()
                .filter(transaction -> transaction.producerId() == open.producerId())
                .filter(transaction -> transaction.state() == TransactionState.COMPLETE_COMMIT
                        || transaction.state() == TransactionState.PREPARE_COMMIT)
                .anyMatch(transaction -> transaction.producerEpoch() == open.producerEpoch()
                        || transaction.producerEpoch() == open.producerEpoch() + 1);
        return committed ? TransactionResult.COMMIT : TransactionResult.ABORT;
    }

    private Set<OpenTransaction> open() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        List<TopicPartition> partitions = admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        Set<OpenTransaction> open = new LinkedHashSet<>();
        admin.describeProducers(partitions)
                .all()
                .get()
                .forEach((partition, state) -> state.activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .forEach(producer -> open.add(new OpenTransaction(partition, producer))));
        return open;
    }

    private Collection<TransactionDescription> known() throws ExecutionException, InterruptedException {
        Set<String> ids = admin.listTransactions().all().get().stream()
                .map(TransactionListing::transactionalId)
                .collect(Collectors.toSet());
        return admin.describeTransactions(ids).all().get().values();
    }

    private void fence() throws ExecutionException, InterruptedException {
        Set<String> ours = admin.listTransactions().all().get().stream()
                .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(owner))
                .collect(Collectors.toSet());
        admin.fenceProducers(ours).all().get();
    }

    private void awaitEnding() throws ExecutionException, InterruptedException {
        long giveUp = System.nanoTime() + TIMEOUT_NANOS;
        while (System.nanoTime() < giveUp
                && admin.listTransactions().all().get().stream()
                        .map(TransactionListing::state)
                        .anyMatch(ENDING_STATES::contains)) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private Set<Long> producers(TransactionState state) throws ExecutionException, InterruptedException {
        return admin.listTransactions().all().get().stream()
                .filter(transaction -> transaction.state() == state)
                .map(TransactionListing::producerId)
                .collect(Collectors.toSet());
    }
}
