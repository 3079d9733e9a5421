package io.delegraph.http.api;

import io.delegraph.pricing.Prices;
import io.delegraph.security.rule.SecurityPolicy;

/**
 * Constant data of an instance.
 *
 * @param version of the program
 * @param startedAt epoch ms
 * @param kafka bootstrap servers
 * @param hooksUrl target of hooks of {@code type: http}
 * @param minimumSample minimum size of a group that is compared with another
 * @param securityPolicy what findings are judged by
 */
public record InstanceInfo(
        String version,
        long startedAt,
        String kafka,
        String hooksUrl,
        Prices prices,
        int minimumSample,
        SecurityPolicy securityPolicy) {}
