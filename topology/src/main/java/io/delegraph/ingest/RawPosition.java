package io.delegraph.ingest;

/**
 * Where a record of {@code agent.hooks} stands.
 *
 * @param arrivedAt when the broker appended it, epoch ms
 */
public record RawPosition(int partition, long offset, long arrivedAt) {}
