package io.delegraph.security.ocsf;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.CompositeId;
import io.delegraph.schemas.ocsf.OcsfActor;
import io.delegraph.schemas.ocsf.OcsfDevice;
import io.delegraph.schemas.ocsf.OcsfProduct;
import org.jspecify.annotations.Nullable;

/** The objects that events of every class have. */
final class OcsfParts {
    /** The profile whose attributes {@code actor} and {@code device} are. */
    static final String HOST_PROFILE = "host";

    private static final String NAME = "Delegraph";
    private static final int UNKNOWN_DEVICE_TYPE = 0;

    private OcsfParts() {}

    /** Delegraph itself; {@code version} is null when it was not built into a jar. */
    static OcsfProduct delegraph(@Nullable String version) {
        return new OcsfProduct(null, NAME, NAME, version);
    }

    /**
     * Who acted.
     *
     * @param agentId null when no agent is known
     */
    static OcsfActor actor(@Nullable String source, String sessionId, @Nullable String agentId, @Nullable String user) {
        return new OcsfActor(
                source,
                agentId == null ? null : CompositeId.of(sessionId, agentId),
                new OcsfActor.OcsfSession(sessionId),
                user == null ? null : new OcsfActor.OcsfUser(user));
    }

    static @Nullable OcsfDevice device(@Nullable String host) {
        return host == null ? null : new OcsfDevice(UNKNOWN_DEVICE_TYPE, host);
    }

    /** What an agent is called: its type, where it has one. */
    static String agentName(String agentId, @Nullable String agentType) {
        if (agentType != null && !agentType.isEmpty()) {
            return agentType;
        }
        return agentId.equals(AgentId.ROOT) ? "main agent" : "unknown type";
    }
}
