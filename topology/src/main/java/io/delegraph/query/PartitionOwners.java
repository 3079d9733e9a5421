package io.delegraph.query;

import java.util.List;

/** The instances that own partitions, by the current metadata of Kafka Streams. */
interface PartitionOwners {
    /** The owner of a session. */
    Owner ownerOf(String sessionId);

    /** The other instances with stores, without this one. */
    List<Peer> peers();

    /** The owner of a session. */
    sealed interface Owner {}

    /** This instance. */
    record LocalOwner() implements Owner {}

    /** Another instance. */
    record RemoteOwner(Peer peer) implements Owner {}

    /** No instance owns the partition now: it is moving. */
    record NoOwner(int partition) implements Owner {}

    /** Another instance's HTTP endpoint. It must accept {@code host}: see {@code HttpSettings.extraHosts}. */
    record Peer(String host, int port) {
        @Override
        public String toString() {
            return HostNames.inUrl(host) + ":" + port;
        }
    }
}
