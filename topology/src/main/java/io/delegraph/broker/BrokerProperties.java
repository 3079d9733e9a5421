package io.delegraph.broker;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The properties of a single broker: no replicas to wait for, little memory, little work when idle. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String HOST = "127.0.0.1";
    static final String CONTROLLER = "CONTROLLER";

    /** The offsets of a group must survive weeks without its application, which would otherwise read everything again. */
    private static final String FIVE_YEARS_IN_MINUTES = "2628000";

    private static final String LOGIN = "LOGIN";

    private BrokerProperties() {}

    /**
     * Properties with a second listener for clients with the login; the first one's clients have the permissions of {@link AnonymousAcls}.
     */
    static Properties withLogin(Path logDir, int port, int controllerPort, int loginPort, BrokerLogin login) {
        Properties properties = of(logDir, port, controllerPort);
        String forLogin = "," + LOGIN + "://" + HOST + ":" + loginPort;
        properties.putAll(Map.of(
                "listeners",
                properties.getProperty("listeners") + forLogin,
                "advertised.listeners",
                properties.getProperty("advertised.listeners") + forLogin,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + LOGIN + ":SASL_PLAINTEXT," + CONTROLLER + ":SASL_PLAINTEXT",
                "inter.broker.listener.name",
                LOGIN,
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "sasl.mechanism.controller.protocol",
                "PLAIN"));
        for (String listener : new String[] {LOGIN, CONTROLLER}) {
            properties.put(
                    "listener.name." + listener.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config", login.listener());
        }
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("super.users", "User:" + BrokerLogin.USER);
        return properties;
    }

    static Properties of(Path logDir, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + HOST + ":" + controllerPort,
                "controller.listener.names",
                CONTROLLER,
                "listeners",
                "PLAINTEXT://" + HOST + ":" + port + "," + CONTROLLER + "://" + HOST + ":" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://" + HOST + ":" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "log.dirs",
                logDir.toString(),
                "auto.create.topics.enable",
                "false"));
        properties.putAll(Map.of(
                "default.replication.factor", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "offsets.retention.minutes", FIVE_YEARS_IN_MINUTES,
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1"));
        // no other members will join, so the first member of a group need not wait
        properties.putAll(Map.of(
                "group.initial.rebalance.delay.ms", "0",
                "group.streams.initial.rebalance.delay.ms", "0"));
        // after a crash the controller waits this long for the previous registration of this broker to expire
        properties.putAll(Map.of(
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "1000"));
        properties.putAll(Map.of(
                "num.network.threads", "1",
                "num.io.threads", "2",
                "background.threads", "2",
                "log.cleaner.threads", "1",
                "log.cleaner.dedupe.buffer.size", "8388608",
                "log.cleaner.io.buffer.size", "131072",
                "queued.max.requests", "64",
                // the controller's idle no-op records: by default, every 500 ms, they are most of an idle broker's work
                "metadata.max.idle.interval.ms", "5000"));
        return properties;
    }
}
