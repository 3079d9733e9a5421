package io.delegraph.schemas.ocsf;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Application Lifecycle, class 6002: an agent was started, an agent ended, or a workflow settled.
 *
 * <p>OCSF 1.8.0 has no class for agents. This one reports that a piece of software was started or stopped, and by whom, and requires
 * nothing else. Process Activity (1007) would require a device and the identity of a process of the operating system: agents have no process
 * of their own, and the device may be unknown. API Activity (6003) reports single calls. From OCSF 1.9 on, this category has an attribute
 * for agents ({@code ai_agent}), so that what is here in {@code app} can move there without another class.
 *
 * <p>A workflow has no class of its own either. Its summary is of the same class, with the activity {@code Other} that OCSF provides
 * for what a product names itself, because it sums up events of this class.
 *
 * @param activityId 3 Start, 4 Stop, 99 Other (a workflow settled)
 * @param activityName caption of {@code activityId}; {@code Settle} for a workflow
 * @param time when the agent was started or ended, or the workflow ended, epoch ms
 * @param startTime when what ended had started, epoch ms; null for a start, and when unknown
 * @param endTime when it ended, epoch ms; null for a start, and when no end was seen
 * @param duration how long it worked, ms; null for a start, and when unknown
 * @param severityId 1 Informational: what is wrong with an agent is a {@link DetectionFinding}
 * @param statusId 1 Success, 2 Failure, 0 Unknown (the end was not seen), 99 Other (stopped from outside); null for a workflow
 * @param status caption of {@code statusId}; {@code Killed} for 99
 * @param statusCode the state of the agent, for example {@code COMPLETED}; null for a workflow, and for a start that succeeded
 * @param app the agent or the workflow
 * @param actor the agent that requested the start, its session and its user
 * @param device where it ran; null when not reported
 */
@RecordBuilder
public record ApplicationLifecycle(
        int activityId,
        String activityName,
        int categoryUid,
        String categoryName,
        int classUid,
        String className,
        int typeUid,
        String typeName,
        long time,
        @Nullable Long startTime,
        @Nullable Long endTime,
        @Nullable Long duration,
        int severityId,
        String severity,
        @Nullable Integer statusId,
        @Nullable String status,
        @Nullable String statusCode,
        String message,
        OcsfMetadata metadata,
        OcsfProduct app,
        OcsfActor actor,
        @Nullable OcsfDevice device)
        implements OcsfEvent {
    /** The number of the class. */
    public static final int CLASS_UID = 6002;

    public static ApplicationLifecycleBuilder builder() {
        return ApplicationLifecycleBuilder.builder();
    }
}
