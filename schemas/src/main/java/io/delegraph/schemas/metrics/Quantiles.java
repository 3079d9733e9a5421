package io.delegraph.schemas.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quantiles of whole numbers, each off by at most 1/32 of itself.
 *
 * @param sample number of values
 * @param p50 nearest-rank median
 * @param buckets number of values by bucket; those of several windows may be added up. Up to 31 a bucket is its value; above, 16 buckets
 * divide each power of two evenly, and the middle of one stands for its values
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Quantiles(long sample, long p50, long p95, long p99, Map<Integer, Long> buckets) {
    public Quantiles {
        buckets = Collections.unmodifiableMap(new TreeMap<>(buckets));
    }
}
