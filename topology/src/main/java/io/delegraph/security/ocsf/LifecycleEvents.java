package io.delegraph.security.ocsf;

import io.delegraph.schemas.CompositeId;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.ocsf.ApplicationLifecycle;
import io.delegraph.schemas.ocsf.ApplicationLifecycleBuilder;
import io.delegraph.schemas.ocsf.OcsfEvent;
import io.delegraph.schemas.ocsf.OcsfMetadata;
import io.delegraph.schemas.ocsf.OcsfProduct;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts and ends of agents and settled workflows as Application Lifecycle events. */
final class LifecycleEvents {
    private static final int CATEGORY_UID = 6;
    private static final String CLASS_NAME = "Application Lifecycle";
    private static final int SEVERITY_INFORMATIONAL = 1;

    private final OcsfProduct product;

    /** @param version of Delegraph; null when it was not built into a jar */
    LifecycleEvents(@Nullable String version) {
        product = OcsfParts.delegraph(version);
    }

    /** What happened. The type of event has another caption where OCSF has no activity of that name. */
    private enum Activity {
        START(3, "Start", "Start"),
        STOP(4, "Stop", "Stop"),
        SETTLE(99, "Settle", "Other");

        private final int id;
        private final String caption;
        private final String typeCaption;

        Activity(int id, String caption, String typeCaption) {
            this.id = id;
            this.caption = caption;
            this.typeCaption = typeCaption;
        }
    }

    /** An agent was started; {@code loggedAt} is when that became known, epoch ms. */
    ApplicationLifecycle started(AgentLifecycle agent, long loggedAt) {
        long at = firstKnown(agent.startedAt(), agent.requestedAt(), agent.lastSeenAt());
        return agent(Activity.START, agent, at, loggedAt, agentTags(agent))
                .statusId(1)
                .status("Success")
                .message("The agent " + name(agent) + " was started")
                .build();
    }

    /** An agent was requested, and the client did not start it. */
    ApplicationLifecycle notStarted(AgentLifecycle request, long loggedAt) {
        long at = firstKnown(request.endedAt(), request.requestedAt(), request.lastSeenAt());
        return agent(Activity.START, request, at, loggedAt, agentTags(request))
                .statusId(2)
                .status("Failure")
                .statusCode(request.state().name())
                .message("The agent " + name(request) + " was refused")
                .build();
    }

    /**
     * An agent ended.
     *
     * @param revised the outcome that an earlier event reported; null when this is the first
     */
    ApplicationLifecycle ended(AgentLifecycle agent, @Nullable AgentState revised, long loggedAt) {
        long at = firstKnown(agent.endedAt(), null, agent.lastSeenAt());
        Tags tags = agentTags(agent)
                .add("revises", revised)
                .add("runs", agent.runs())
                .add("tool_calls", agent.toolCalls())
                .add("tool_failures", agent.toolFailures())
                .add("permission_denials", agent.permissionDenials())
                .add("total_tokens", agent.totalTokens())
                .add("cost_usd", agent.costUsd());
        ApplicationLifecycleBuilder event = agent(Activity.STOP, agent, at, loggedAt, tags)
                .startTime(agent.startedAt())
                .endTime(agent.endedAt())
                .duration(agent.durationMs())
                .statusCode(agent.state().name())
                .message("The agent " + name(agent) + " ended: " + lower(agent.state()));
        return outcome(event, agent.state()).build();
    }

    private static ApplicationLifecycleBuilder outcome(ApplicationLifecycleBuilder event, AgentState state) {
        return switch (state) {
            case COMPLETED -> event.statusId(1).status("Success");
            case FAILED, REFUSED -> event.statusId(2).status("Failure");
            case KILLED -> event.statusId(99).status("Killed");
            case LOST -> event.statusId(0).status("Unknown");
            case REQUESTED, ACTIVE, WAITING -> throw new IllegalArgumentException(state + " is no end");
        };
    }

    /** A workflow settled. */
    ApplicationLifecycle settled(WorkflowSummary workflow, long loggedAt) {
        int agents =
                workflow.agents().values().stream().mapToInt(Integer::intValue).sum();
        Tags tags = new Tags()
                .add("workflow_id", workflow.workflowId())
                .add("number", workflow.number())
                .add("project", workflow.project());
        workflow.agents().forEach((state, count) -> tags.add("agents_" + lower(state), count));
        tags.add("max_level", workflow.maxLevel())
                .add("tool_calls", workflow.toolCalls())
                .add("tool_failures", workflow.toolFailures());
        return event(
                        Activity.SETTLE,
                        new Subject(
                                "agent.workflows", workflow.sessionId(), workflow.workflowId(), "workflow", "settle"),
                        firstKnown(workflow.endedAt(), null, workflow.asOf()),
                        loggedAt,
                        tags)
                .startTime(workflow.startedAt())
                .endTime(workflow.endedAt())
                .duration(workflow.durationMs())
                .message("A workflow of " + agents + (agents == 1 ? " agent" : " agents") + " settled")
                .actor(OcsfParts.actor(workflow.source(), workflow.sessionId(), null, workflow.user()))
                .device(OcsfParts.device(workflow.host()))
                .build();
    }

    /**
     * An agent or a workflow.
     *
     * @param topic that has all of it
     * @param happened a word for it, which makes two events of one moment differ
     */
    private record Subject(String topic, String sessionId, String id, String name, String happened) {
        String uid() {
            return CompositeId.of(sessionId, id);
        }
    }

    private ApplicationLifecycleBuilder agent(
            Activity activity, AgentLifecycle agent, long at, long loggedAt, Tags tags) {
        return event(
                        activity,
                        new Subject(
                                "agent.lifecycles",
                                agent.sessionId(),
                                agent.agentId(),
                                name(agent),
                                activity == Activity.START ? "start" : lower(agent.state())),
                        at,
                        loggedAt,
                        tags)
                .actor(OcsfParts.actor(agent.source(), agent.sessionId(), agent.parentAgentId(), agent.user()))
                .device(OcsfParts.device(agent.host()));
    }

    private ApplicationLifecycleBuilder event(Activity activity, Subject subject, long at, long loggedAt, Tags tags) {
        return ApplicationLifecycle.builder()
                .activityId(activity.id)
                .activityName(activity.caption)
                .categoryUid(CATEGORY_UID)
                .categoryName("Application Activity")
                .classUid(ApplicationLifecycle.CLASS_UID)
                .className(CLASS_NAME)
                .typeUid(ApplicationLifecycle.CLASS_UID * 100 + activity.id)
                .typeName(CLASS_NAME + ": " + activity.typeCaption)
                .time(at)
                .severityId(SEVERITY_INFORMATIONAL)
                .severity("Informational")
                .metadata(new OcsfMetadata(
                        OcsfEvent.SCHEMA_VERSION,
                        product,
                        List.of(OcsfParts.HOST_PROFILE),
                        // not by when it happened: a workflow may settle twice with the same end
                        subject.uid() + "#" + subject.happened() + "@" + loggedAt,
                        subject.sessionId(),
                        subject.topic(),
                        loggedAt,
                        tags.toList()))
                .app(new OcsfProduct(subject.uid(), subject.name(), null, null));
    }

    /** Neither texts of the task nor errors: they may have paths and commands in them. */
    private static Tags agentTags(AgentLifecycle agent) {
        return new Tags()
                .add("agent_id", agent.agentId())
                .add("agent_kind", agent.kind())
                .add("agent_hierarchy_level", agent.agentHierarchyLevel())
                .addAll("agent_hierarchy_path", agent.agentHierarchyPath())
                .add("edge_evidence", agent.edgeEvidence())
                .add("workflow_id", agent.workflowId())
                .add("model", agent.model())
                .add("permission_mode", agent.permissionMode())
                .add("background", agent.background())
                .add("project", agent.project());
    }

    private static String name(AgentLifecycle agent) {
        return OcsfParts.agentName(agent.agentId(), agent.agentType());
    }

    private static String lower(AgentState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static long firstKnown(@Nullable Long first, @Nullable Long second, long otherwise) {
        return Stream.of(first, second).filter(Objects::nonNull).findFirst().orElse(otherwise);
    }
}
