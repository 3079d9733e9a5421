package io.delegraph.schemas.event;

/**
 * Progress of one raw partition, written to every partition of {@code agent.events}: everything that arrived in it before
 * {@code upTo} has been normalised. Timers run on the smallest of these, so silence is told from backlog.
 *
 * @param rawPartition partition of {@code agent.hooks}
 * @param rawPartitions how many partitions {@code agent.hooks} has
 * @param upTo epoch ms, arrival time
 */
public record Watermark(int rawPartition, int rawPartitions, long upTo) implements AgentEvent {}
