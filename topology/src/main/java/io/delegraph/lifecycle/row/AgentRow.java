package io.delegraph.lifecycle.row;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.schemas.event.AgentMeta;

/**
 * An agent, the root included. Its runs are rows of their own ({@link RunMark}).
 *
 * @param type null for the root, for an internal helper of the client and while it is only named
 * @param seen null while it is only named by others
 * @param meta null when no producer read it
 * @param listedAt latest root Stop that listed it as running, epoch ms; null when none did
 * @param permission latest time that a person was asked for something, with what for; null when none was
 * @param progressAt latest event that shows that it goes on, epoch ms: it answers any wait before
 * @param result of its latest run, with its end; null when none was seen
 * @param callStartedAt latest start of a tool call of its own, epoch ms: it was at work then, whatever was told of its end; null without one
 * @param interruptedAt latest tool call of its own that a person interrupted, epoch ms; null without one
 * @param client the process that it was seen in, by its id; null without the hook script
 * @param counts kept by {@code SessionRows}, not by merging
 */
public record AgentRow(
        String agentId,
        String type,
        Sighting seen,
        AgentMeta meta,
        Timestamped<String> permissionMode,
        Timestamped<String> lastTool,
        Timestamped<Usage> usage,
        Long listedAt,
        Timestamped<WaitCause> permission,
        Long progressAt,
        Timestamped<AgentResult> result,
        Long callStartedAt,
        Long interruptedAt,
        Timestamped<Long> client,
        Counts counts)
        implements Row {
    /** The permission mode when it is known that the one before is none any more. */
    public static final String NO_PERMISSION_MODE = "";

    public static AgentRow named(String agentId, String type) {
        return builder(agentId, type).build();
    }

    public static AgentRowBuilder builder(String agentId, String type) {
        return new AgentRowBuilder(agentId, type);
    }

    @Override
    public RowKey key() {
        return new RowKey.OfAgent(agentId);
    }

    /** The permission mode; null when none was told, or the one that was is none any more. */
    public String knownPermissionMode() {
        String mode = Timestamped.valueOf(permissionMode);
        return NO_PERMISSION_MODE.equals(mode) ? null : mode;
    }

    public boolean isRoot() {
        return agentId.equals(ROOT);
    }

    @Override
    public AgentRow merge(Row row) {
        AgentRow other = (AgentRow) row;
        return new AgentRow(
                agentId,
                Merge.lesser(type, other.type),
                Sighting.merge(seen, other.seen),
                merge(meta, other.meta),
                Merge.latest(permissionMode, other.permissionMode),
                Merge.latest(lastTool, other.lastTool),
                Merge.latest(usage, other.usage),
                Merge.latest(listedAt, other.listedAt),
                Merge.latest(permission, other.permission),
                Merge.latest(progressAt, other.progressAt),
                Merge.latest(result, other.result),
                Merge.latest(callStartedAt, other.callStartedAt),
                Merge.latest(interruptedAt, other.interruptedAt),
                Merge.latest(client, other.client),
                counts);
    }

    private static AgentMeta merge(AgentMeta a, AgentMeta b) {
        return a == null ? b : b == null || a.toString().compareTo(b.toString()) <= 0 ? a : b;
    }

    public AgentRow withCounts(Counts value) {
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
                value);
    }
}
