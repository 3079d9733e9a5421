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
 * @param everywhere queries over all instances
 * @param local queries over this instance only, for requests of other instances
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
