package io.delegraph.ingest;

/**
 * The position of a record in {@code agent.hooks}.
 *
 * @param arrivedAt when the broker appended it, epoch ms
 */
public record RawPosition(int partition, long offset, long arrivedAt) {}
