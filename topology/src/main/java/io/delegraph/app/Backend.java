package io.delegraph.app;

import io.delegraph.http.api.InstanceInfo;
import io.delegraph.http.api.QueryScopes;
import io.delegraph.http.api.Readiness;
import io.delegraph.http.hooks.HookSink;
import io.delegraph.http.transcripts.Transcripts;
import io.delegraph.live.Feed;
import io.delegraph.query.IngestStatistics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.kafka.streams.TopologyDescription;

/** Everything that the HTTP endpoint needs. */
public record Backend(
        QueryScopes queries,
        HookSink hooks,
        Feed feed,
        IngestStatistics ingestStatistics,
        InstanceInfo instanceInfo,
        Readiness readiness,
        PrometheusMeterRegistry metrics,
        TopologyDescription topology,
        Transcripts transcripts) {}
