package io.delegraph.schemas.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A value of the topic {@code agent.events}: a normalised hook event, or the progress mark of a raw partition. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SessionStarted.class, name = "session_started"),
    @JsonSubTypes.Type(value = SessionEnded.class, name = "session_ended"),
    @JsonSubTypes.Type(value = SessionLinked.class, name = "session_linked"),
    @JsonSubTypes.Type(value = SessionTitled.class, name = "session_titled"),
    @JsonSubTypes.Type(value = AgentMoved.class, name = "agent_moved"),
    @JsonSubTypes.Type(value = RowsCarried.class, name = "rows_carried"),
    @JsonSubTypes.Type(value = PromptSubmitted.class, name = "prompt_submitted"),
    @JsonSubTypes.Type(value = PromptExpanded.class, name = "prompt_expanded"),
    @JsonSubTypes.Type(value = TaskNotified.class, name = "task_notified"),
    @JsonSubTypes.Type(value = SpawnRequested.class, name = "spawn_requested"),
    @JsonSubTypes.Type(value = SpawnAnswered.class, name = "spawn_answered"),
    @JsonSubTypes.Type(value = SpawnFailed.class, name = "spawn_failed"),
    @JsonSubTypes.Type(value = AgentStarted.class, name = "agent_started"),
    @JsonSubTypes.Type(value = AgentStopped.class, name = "agent_stopped"),
    @JsonSubTypes.Type(value = TurnStopped.class, name = "turn_stopped"),
    @JsonSubTypes.Type(value = TurnFailed.class, name = "turn_failed"),
    @JsonSubTypes.Type(value = ToolStarted.class, name = "tool_started"),
    @JsonSubTypes.Type(value = ToolEnded.class, name = "tool_ended"),
    @JsonSubTypes.Type(value = ToolBatchEnded.class, name = "tool_batch_ended"),
    @JsonSubTypes.Type(value = PermissionRequested.class, name = "permission_requested"),
    @JsonSubTypes.Type(value = PermissionDenied.class, name = "permission_denied"),
    @JsonSubTypes.Type(value = Notified.class, name = "notified"),
    @JsonSubTypes.Type(value = TeammateMessaged.class, name = "teammate_messaged"),
    @JsonSubTypes.Type(value = ElicitationRequested.class, name = "elicitation_requested"),
    @JsonSubTypes.Type(value = ElicitationAnswered.class, name = "elicitation_answered"),
    @JsonSubTypes.Type(value = ConfigChanged.class, name = "config_changed"),
    @JsonSubTypes.Type(value = OtherHook.class, name = "other_hook"),
    @JsonSubTypes.Type(value = Watermark.class, name = "watermark"),
})
public sealed interface AgentEvent permits AgentEvent.InSession, Watermark {
    /** An event of one session; its record key is the session id. */
    sealed interface InSession extends AgentEvent
            permits SessionStarted,
                    SessionEnded,
                    SessionLinked,
                    AgentMoved,
                    RowsCarried,
                    SessionTitled,
                    PromptSubmitted,
                    PromptExpanded,
                    TaskNotified,
                    SpawnRequested,
                    SpawnAnswered,
                    SpawnFailed,
                    AgentStarted,
                    AgentStopped,
                    TurnStopped,
                    TurnFailed,
                    ToolStarted,
                    ToolEnded,
                    ToolBatchEnded,
                    PermissionRequested,
                    PermissionDenied,
                    Notified,
                    TeammateMessaged,
                    ElicitationRequested,
                    ElicitationAnswered,
                    ConfigChanged,
                    OtherHook {
        Origin origin();

        @JsonIgnore
        default long at() {
            return origin().at();
        }
    }
}
