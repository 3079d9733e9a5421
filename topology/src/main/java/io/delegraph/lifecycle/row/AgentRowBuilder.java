package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.AgentMeta;

/** Puts an agent's row together; what is not given stays null, or zero. */
public final class AgentRowBuilder {
    private final String agentId;
    private final String type;
    private Sighting seen;
    private AgentMeta meta;
    private Timestamped<String> permissionMode;
    private Timestamped<String> lastTool;
    private Timestamped<Usage> usage;
    private Long listedAt;
    private Timestamped<WaitCause> permission;
    private Long progressAt;
    private Timestamped<AgentResult> result;
    private Long callStartedAt;
    private Long interruptedAt;
    private Timestamped<Long> client;
    private Counts counts = Counts.ZERO;

    AgentRowBuilder(String agentId, String type) {
        this.agentId = agentId;
        this.type = type;
    }

    public AgentRowBuilder seen(Sighting value) {
        seen = value;
        return this;
    }

    public AgentRowBuilder meta(AgentMeta value) {
        meta = value;
        return this;
    }

    public AgentRowBuilder permissionMode(Timestamped<String> value) {
        permissionMode = value;
        return this;
    }

    public AgentRowBuilder lastTool(Timestamped<String> value) {
        lastTool = value;
        return this;
    }

    public AgentRowBuilder usage(Timestamped<Usage> value) {
        usage = value;
        return this;
    }

    public AgentRowBuilder listedAt(Long value) {
        listedAt = value;
        return this;
    }

    public AgentRowBuilder permission(Timestamped<WaitCause> value) {
        permission = value;
        return this;
    }

    public AgentRowBuilder progressAt(Long value) {
        progressAt = value;
        return this;
    }

    public AgentRowBuilder result(Timestamped<AgentResult> value) {
        result = value;
        return this;
    }

    public AgentRowBuilder callStartedAt(Long value) {
        callStartedAt = value;
        return this;
    }

    public AgentRowBuilder interruptedAt(Long value) {
        interruptedAt = value;
        return this;
    }

    public AgentRowBuilder client(Timestamped<Long> value) {
        client = value;
        return this;
    }

    public AgentRowBuilder counts(Counts value) {
        counts = value;
        return this;
    }

    public AgentRow build() {
        return new AgentRow(
                agentId,
                type,
                seen,
                meta,
                permissionMode,
                lastTool,
                usage,
                listedAt,
                permission,
                progressAt,
                result,
                callStartedAt,
                interruptedAt,
                client,
                counts);
    }
}
