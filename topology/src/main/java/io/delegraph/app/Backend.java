package io.delegraph.app;

import io.delegraph.http.api.InstanceInfo;
import io.delegraph.http.api.Readiness;
import io.delegraph.http.hooks.HookSink;
import io.delegraph.live.Feed;
import io.delegraph.query.IngestStatistics;
import io.delegraph.query.Queries;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Everything that the HTTP endpoint needs.
 *
 * @param everywhere answers for all instances
 * @param local answers for this instance only: asked when another instance asks
 */
public record Backend(
        Queries everywhere,
        Queries local,
        HookSink hooks,
        Feed feed,
        IngestStatistics ingestStatistics,
        InstanceInfo instanceInfo,
        Readiness readiness,
        PrometheusMeterRegistry metrics,
        TopologyDescription topology) {}
