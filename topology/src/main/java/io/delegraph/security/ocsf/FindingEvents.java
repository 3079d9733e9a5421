package io.delegraph.security.ocsf;

import io.delegraph.schemas.CompositeId;
import io.delegraph.schemas.ocsf.DetectionFinding;
import io.delegraph.schemas.ocsf.OcsfAnalytic;
import io.delegraph.schemas.ocsf.OcsfEvent;
import io.delegraph.schemas.ocsf.OcsfEvidence;
import io.delegraph.schemas.ocsf.OcsfFindingInfo;
import io.delegraph.schemas.ocsf.OcsfMetadata;
import io.delegraph.schemas.ocsf.OcsfProduct;
import io.delegraph.schemas.ocsf.OcsfRemediation;
import io.delegraph.schemas.ocsf.OcsfResource;
import io.delegraph.schemas.security.FindingState;
import io.delegraph.schemas.security.SecurityFinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Revisions of findings as Detection Findings. There is no {@code confidence_id}: no rule has a measured confidence of a single finding, and
 * what is less certain already has a lower severity.
 */
public final class FindingEvents {
    private static final int CATEGORY_UID = 2;
    private static final String CLASS_NAME = "Detection Finding";
    private static final int ANALYTIC_TYPE_RULE = 1;
    private static final int ROLE_ACTOR = 2;
    private static final String TOOL_CALL = "Tool Call";

    private final OcsfProduct product;

    /** @param version of Delegraph; null when it was not built into a jar */
    public FindingEvents(@Nullable String version) {
        product = OcsfParts.delegraph(version);
    }

    /** What becomes of a finding by a revision. */
    private enum Activity {
        CREATE(1, "Create"),
        UPDATE(2, "Update"),
        CLOSE(3, "Close");

        private final int id;
        private final String caption;

        Activity(int id, String caption) {
            this.id = id;
            this.caption = caption;
        }

        static Activity of(SecurityFinding revision) {
            return switch (revision.state()) {
                case NEW -> CREATE;
                case UPDATED -> UPDATE;
                case SUPPRESSED -> revision.foundAt() == revision.changedAt() ? CREATE : UPDATE;
                case RESOLVED, RETRACTED -> CLOSE;
            };
        }
    }

    /** A number of OCSF with its caption. */
    private record Captioned(int id, String caption) {}

    public DetectionFinding event(SecurityFinding revision) {
        Activity activity = Activity.of(revision);
        Captioned severity = severity(revision);
        Captioned status = status(revision.state());
        String title = "An agent " + revision.title();
        return DetectionFinding.builder()
                .activityId(activity.id)
                .activityName(activity.caption)
                .categoryUid(CATEGORY_UID)
                .categoryName("Findings")
                .classUid(DetectionFinding.CLASS_UID)
                .className(CLASS_NAME)
                .typeUid(DetectionFinding.CLASS_UID * 100 + activity.id)
                .typeName(CLASS_NAME + ": " + activity.caption)
                .time(revision.changedAt())
                .startTime(revision.at())
                .severityId(severity.id)
                .severity(severity.caption)
                .statusId(status.id)
                .status(status.caption)
                .statusCode(revision.state().name())
                .statusDetail(revision.exception() == null ? null : "covered by the exception " + revision.exception())
                .isAlert(revision.state().open())
                .message(title + ": " + revision.reason())
                .metadata(metadata(revision))
                .findingInfo(findingInfo(revision, title))
                .actor(OcsfParts.actor(revision.source(), revision.sessionId(), revision.agentId(), revision.user()))
                .device(OcsfParts.device(revision.host()))
                .resources(List.of(agent(revision)))
                .evidences(revision.toolUseIds().stream()
                        .map(FindingEvents::evidence)
                        .toList())
                .remediation(new OcsfRemediation(revision.advice()))
                .build();
    }

    private static Captioned severity(SecurityFinding finding) {
        return switch (finding.severity()) {
            case LOW -> new Captioned(2, "Low");
            case MEDIUM -> new Captioned(3, "Medium");
            case HIGH -> new Captioned(4, "High");
            case CRITICAL -> new Captioned(5, "Critical");
        };
    }

    /** An updated finding is still New, because In Progress means that a person reviews it. */
    private static Captioned status(FindingState state) {
        return switch (state) {
            case NEW, UPDATED -> new Captioned(1, "New");
            case SUPPRESSED -> new Captioned(3, "Suppressed");
            case RESOLVED -> new Captioned(4, "Resolved");
            case RETRACTED -> new Captioned(6, "Deleted");
        };
    }

    private OcsfMetadata metadata(SecurityFinding revision) {
        return new OcsfMetadata(
                OcsfEvent.SCHEMA_VERSION,
                product,
                List.of(OcsfParts.HOST_PROFILE),
                revision.id() + "@" + revision.changedAt(),
                revision.sessionId(),
                "agent.findings",
                revision.changedAt(),
                List.of());
    }

    private static OcsfFindingInfo findingInfo(SecurityFinding revision, String title) {
        return OcsfFindingInfo.builder()
                .uid(revision.id())
                .title(title)
                .desc(revision.reason())
                .analytic(new OcsfAnalytic(
                        revision.rule(), revision.title(), ANALYTIC_TYPE_RULE, "Rule", revision.policy()))
                .createdTime(revision.foundAt())
                .modifiedTime(revision.changedAt())
                .firstSeenTime(revision.at())
                .types(AttackReferences.risks(revision.references()))
                .attacks(AttackReferences.attacks(revision.references()))
                .dataSources(revision.source() == null ? List.of() : List.of(revision.source()))
                .build();
    }

    private static OcsfResource agent(SecurityFinding revision) {
        return new OcsfResource(
                CompositeId.of(revision.sessionId(), revision.agentId()),
                OcsfParts.agentName(revision.agentId(), revision.agentType()),
                "AI Agent",
                ROLE_ACTOR,
                "Actor",
                new Tags()
                        .add("agent_id", revision.agentId())
                        .addAll("agent_hierarchy_path", revision.chain())
                        .add("workflow_id", revision.workflowId())
                        .add("project", revision.project())
                        .toList());
    }

    private static OcsfEvidence evidence(String toolUseId) {
        return new OcsfEvidence(
                toolUseId, TOOL_CALL, new OcsfEvidence.OcsfApi(TOOL_CALL, new OcsfEvidence.OcsfRequest(toolUseId)));
    }
}
