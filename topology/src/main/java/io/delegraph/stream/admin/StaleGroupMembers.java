package io.delegraph.stream.admin;

import io.delegraph.config.Settings;
import io.delegraph.stream.record.Names;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams does not leave its group when it closes, and can't when it is killed: a broker that remembers the former members makes
 * the next start wait for them until their session times out (45 s by default). An embedded broker has just started with this process,
 * so nobody who is remembered is alive under that membership; an instance elsewhere joins anew by itself.
 */
public final class StaleGroupMembers {
    private static final Logger LOG = LoggerFactory.getLogger(StaleGroupMembers.class);

    private StaleGroupMembers() {}

    /** The application's id: its group has it, and its transactional ids begin with it. */
    public static String applicationId(Settings settings) {
        return settings.streams().properties().getOrDefault("application.id", Names.APPLICATION);
    }

    /** Best effort: without it the start takes longer, nothing else. */
    public static void remove(String bootstrapServers, Settings settings) {
        String group = applicationId(settings);
        try (Admin admin = Admin.create(KafkaClients.properties(bootstrapServers, settings.kafka()))) {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            LOG.debug("no stale members removed from group {}: {}", group, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
