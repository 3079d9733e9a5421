package io.delegraph.stream.admin;

import io.delegraph.config.Settings;
import io.delegraph.stream.record.Names;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes former members from the consumer group. Kafka Streams does not leave its group when it closes, and cannot when it is killed, so a
 * broker makes the next start wait until the sessions of the former members time out (45 s by default). An embedded broker has just started
 * with this process, so no former member is alive; an instance elsewhere rejoins by itself.
 */
public final class StaleGroupMembers {
    private static final Logger LOG = LoggerFactory.getLogger(StaleGroupMembers.class);

    private StaleGroupMembers() {}

    /** The application id: the name of the group and the prefix of the transactional ids. */
    public static String applicationId(Settings settings) {
        return settings.streams().properties().getOrDefault("application.id", Names.APPLICATION);
    }

    /** Best effort: without it only the start takes longer. */
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
