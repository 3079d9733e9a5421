package io.delegraph.lifecycle.row;

import io.delegraph.schemas.lifecycle.AgentText;

/** The key of a row within its session. */
public sealed interface RowKey {
    /** The key of the session's single row. */
    record OfSession() implements RowKey {}

    record OfClient(String host, long pid) implements RowKey {}

    record OfPrompt(String promptId) implements RowKey {}

    record OfAgent(String agentId) implements RowKey {}

    record OfMark(String agentId, long at, RunMark.Kind kind) implements RowKey {}

    record OfSpawn(String toolUseId) implements RowKey {}

    record OfLink(String childSessionId) implements RowKey {}

    record OfWait(String agentId, long at, String eventId) implements RowKey {}

    record OfTool(String agentId, String toolUseId) implements RowKey {}

    record OfShell(String shellId) implements RowKey {}

    record OfText(String ownerId, long at, AgentText.Part part, String id) implements RowKey {}
}
