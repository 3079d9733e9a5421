package io.delegraph.schemas.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Detection Finding, class 2004: one revision of a security finding.
 *
 * @param activityId 1 Create, 2 Update, 3 Close
 * @param activityName caption of {@code activityId}
 * @param time when this revision was made, epoch ms
 * @param startTime when the first of what was found happened, epoch ms
 * @param severityId 2 Low, 3 Medium, 4 High, 5 Critical
 * @param statusId 1 New, 3 Suppressed, 4 Resolved, 6 Deleted
 * @param statusCode the state of the finding in {@code agent.findings}, for example {@code UPDATED}
 * @param statusDetail which exception of the policy covers it; null unless suppressed
 * @param isAlert whether somebody should look at it
 * @param message title and reason of the finding, a sentence
 * @param actor the agent that did it, its session and its user
 * @param device where it ran; null when not reported
 * @param resources the agent that did it, with its place in the tree
 * @param evidences the tool calls that prove it
 */
@RecordBuilder
public record DetectionFinding(
        int activityId,
        String activityName,
        int categoryUid,
        String categoryName,
        int classUid,
        String className,
        int typeUid,
        String typeName,
        long time,
        long startTime,
        int severityId,
        String severity,
        int statusId,
        String status,
        String statusCode,
        @Nullable String statusDetail,
        boolean isAlert,
        String message,
        OcsfMetadata metadata,
        OcsfFindingInfo findingInfo,
        OcsfActor actor,
        @Nullable OcsfDevice device,
        List<OcsfResource> resources,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OcsfEvidence> evidences,
        OcsfRemediation remediation)
        implements OcsfEvent {
    /** The number of the class. */
    public static final int CLASS_UID = 2004;

    public DetectionFinding {
        resources = List.copyOf(resources);
        evidences = OcsfLists.orEmpty(evidences);
    }

    public static DetectionFindingBuilder builder() {
        return DetectionFindingBuilder.builder();
    }
}
