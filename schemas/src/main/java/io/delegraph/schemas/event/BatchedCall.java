package io.delegraph.schemas.event;

/** One call of a {@link ToolBatchEnded}. */
public record BatchedCall(String toolUseId, String tool) {}
