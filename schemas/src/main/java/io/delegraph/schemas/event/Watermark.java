package io.delegraph.schemas.event;

/**
 * Progress of one raw partition, written to every partition of {@code agent.events}: everything that arrived in it before {@code upTo} has
 * been normalised. Timers use the smallest watermark, so that a backlog does not count as silence.
 *
 * @param rawPartition partition of {@code agent.hooks}
 * @param rawPartitions number of partitions of {@code agent.hooks}
 * @param upTo epoch ms, arrival time
 */
public record Watermark(int rawPartition, int rawPartitions, long upTo) implements AgentEvent {}
