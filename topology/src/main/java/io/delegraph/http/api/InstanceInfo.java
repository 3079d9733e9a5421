package io.delegraph.http.api;

import io.delegraph.pricing.Prices;

/**
 * What an instance is, from its start to its end.
 *
 * @param version of the program
 * @param startedAt epoch ms
 * @param kafka bootstrap servers
 * @param hooksUrl where hooks of {@code type: http} go
 * @param minimumSample of a group before it is compared with another
 */
public record InstanceInfo(
        String version, long startedAt, String kafka, String hooksUrl, Prices prices, int minimumSample) {}
