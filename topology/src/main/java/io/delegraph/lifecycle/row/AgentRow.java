package io.delegraph.lifecycle.row;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.schemas.event.AgentMeta;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * An agent, the root included. Its runs are rows of their own ({@link RunMark}).
 *
 * @param type null for the root, for an internal helper of the client and while it is only named
 * @param seen null while it is only named by others
 * @param meta null when no producer read it
 * @param listedAt latest root Stop that listed it as running, epoch ms; null when none did
 * @param permission latest request to a person, with its tool; null when there was none
 * @param progressAt latest event that shows that it goes on, epoch ms: earlier waits are over
 * @param result of its latest run, with its end; null when none was seen
 * @param callStartedAt latest start of one of its own tool calls, epoch ms: it was at work then, whatever end was reported; null without
 * one
 * @param interruptedAt latest tool call of its own that a person interrupted, epoch ms; null without one
 * @param client the client process that it was seen in, by its id; null without the hook script
 * @param resultGivesOrders true when a result of it speaks to its reader as a system or as a person does; null otherwise
 * @param modeFromHook true when a hook of it reported a permission mode; null when none did: a mode that only a transcript reports may be
 * stale
 * @param activity what its calls did that succeeded; null when nothing that counts
 * @param counts kept by {@code SessionRows}, not by merging
 */
@RecordBuilder
public record AgentRow(
        String agentId,
        @Nullable String type,
        @Nullable Sighting seen,
        @Nullable AgentMeta meta,
        @Nullable Timestamped<String> permissionMode,
        @Nullable Timestamped<String> lastTool,
        @Nullable Timestamped<Usage> usage,
        @Nullable Long listedAt,
        @Nullable Timestamped<WaitCause> permission,
        @Nullable Long progressAt,
        @Nullable Timestamped<AgentResult> result,
        @Nullable Long callStartedAt,
        @Nullable Long interruptedAt,
        @Nullable Timestamped<Long> client,
        @Nullable Boolean resultGivesOrders,
        @Nullable Boolean modeFromHook,
        @Nullable Activity activity,
        Counts counts)
        implements Row, AgentRowBuilder.With {
    /** The permission mode when the previous one is known to have ended. */
    public static final String NO_PERMISSION_MODE = "";

    public static AgentRow named(String agentId, @Nullable String type) {
        return builder(agentId, type).build();
    }

    /** An agent without calls. */
    public static AgentRowBuilder builder(String agentId, @Nullable String type) {
        return AgentRowBuilder.builder().agentId(agentId).type(type).counts(Counts.ZERO);
    }

    @Override
    public RowKey key() {
        return new RowKey.OfAgent(agentId);
    }

    /** The permission mode; null when none was reported, or the reported one has ended. */
    public @Nullable String knownPermissionMode() {
        String mode = Timestamped.valueOf(permissionMode);
        return NO_PERMISSION_MODE.equals(mode) ? null : mode;
    }

    public boolean isRoot() {
        return agentId.equals(ROOT);
    }

    @Override
    public AgentRow merge(Row row) {
        AgentRow other = (AgentRow) row;
        return builder(agentId, Merge.lesser(type, other.type))
                .seen(Sighting.merge(seen, other.seen))
                .meta(merge(meta, other.meta))
                .permissionMode(Merge.latest(permissionMode, other.permissionMode))
                .lastTool(Merge.latest(lastTool, other.lastTool))
                .usage(Merge.latest(usage, other.usage))
                .listedAt(Merge.latest(listedAt, other.listedAt))
                .permission(Merge.latest(permission, other.permission))
                .progressAt(Merge.latest(progressAt, other.progressAt))
                .result(Merge.latest(result, other.result))
                .callStartedAt(Merge.latest(callStartedAt, other.callStartedAt))
                .interruptedAt(Merge.latest(interruptedAt, other.interruptedAt))
                .client(Merge.latest(client, other.client))
                .resultGivesOrders(Merge.greater(resultGivesOrders, other.resultGivesOrders))
                .modeFromHook(Merge.greater(modeFromHook, other.modeFromHook))
                .activity(Activity.merge(activity, other.activity))
                .counts(counts)
                .build();
    }

    private static @Nullable AgentMeta merge(@Nullable AgentMeta a, @Nullable AgentMeta b) {
        return a == null ? b : b == null || a.toString().compareTo(b.toString()) <= 0 ? a : b;
    }
}
