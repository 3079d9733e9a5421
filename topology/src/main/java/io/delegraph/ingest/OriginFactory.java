package io.delegraph.ingest;

import io.delegraph.schemas.event.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Completes the context from a payload with the data of the envelope and the broker, as far as privacy allows. */
public final class OriginFactory {
    /** No coding agent fired a hook before this time: an earlier one comes from a clock that was never set. */
    private static final long EPOCH = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

    private final Envelope envelope;
    private final RawPosition raw;
    private final PrivacyMode privacy;

    OriginFactory(Envelope envelope, RawPosition raw, PrivacyMode privacy) {
        this.envelope = envelope;
        this.raw = raw;
        this.privacy = privacy;
    }

    /** Throws {@link RejectedException} without a session. */
    public Origin of(HookContext context) {
        if (context.sessionId() == null) {
            throw new RejectedException("no session_id", "session_id");
        }
        boolean kept = privacy != PrivacyMode.NONE;
        return Origin.builder()
                .eventId(envelope.id() == null ? raw.partition() + "@" + raw.offset() : envelope.id())
                .at(at(envelope.at(), raw.arrivedAt()))
                .arrivedAt(raw.arrivedAt())
                .sessionId(context.sessionId())
                .agentId(context.agentId())
                .agentType(context.agentType())
                .promptId(context.promptId())
                .permissionMode(context.permissionMode())
                .source(envelope.source())
                .sourceVersion(envelope.sourceVersion())
                .project(privacy.label(FilePaths.directoryName(context.directory())))
                .user(kept ? envelope.user() : null)
                .host(kept ? envelope.host() : null)
                .clientPid(envelope.clientPid())
                .ancestorPids(envelope.ancestorPids())
                .history(Boolean.TRUE.equals(envelope.history()) ? Boolean.TRUE : null)
                .build();
    }

    private static long at(@Nullable Long reported, long arrivedAt) {
        return reported == null || reported < EPOCH || reported > arrivedAt + Origin.MAX_AHEAD_MS
                ? arrivedAt
                : reported;
    }
}
