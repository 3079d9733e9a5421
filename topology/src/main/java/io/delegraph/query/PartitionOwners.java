package io.delegraph.query;

import java.util.List;

/** Which instance has what: as Kafka Streams' metadata says now. */
interface PartitionOwners {
    /** Who answers for a session. */
    Owner ownerOf(String sessionId);

    /** The other instances that have stores; this one is not among them. */
    List<Peer> peers();

    /** Who answers for a session. */
    sealed interface Owner {}

    /** This instance. */
    record LocalOwner() implements Owner {}

    /** Another one. */
    record RemoteOwner(Peer peer) implements Owner {}

    /** No instance owns it now: its partition is moving. */
    record NoOwner(int partition) implements Owner {}

    /** Another instance's HTTP endpoint. It must go by {@code host}: see {@code HttpSettings.extraHosts}. */
    record Peer(String host, int port) {
        @Override
        public String toString() {
            return HostNames.inUrl(host) + ":" + port;
        }
    }
}
