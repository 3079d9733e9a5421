package io.delegraph.analysis.graph;

import io.delegraph.analysis.graph.AgentExecution.FileUse;
import io.delegraph.analysis.graph.AgentExecution.Message;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds one agent's execution for a test; by default a child of the root that was awaited and completed. */
public final class ExecutionFixture {
    private final String id;
    private String parent = AgentId.ROOT;
    private String type = "general-purpose";
    private String description;
    private int level = 1;
    private AgentState state = AgentState.COMPLETED;
    private Boolean background;
    private Long asked;
    private Long awaitedFrom;
    private Long answered;
    private final List<TimeRange> runs = new ArrayList<>();
    private final List<Long> resumes = new ArrayList<>();
    private final List<TimeRange> personWaits = new ArrayList<>();
    private int toolCalls;
    private Long tokens;
    private Double costUsd;
    private final List<FileUse> files = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private Integer promptChars;
    private Integer resultChars;
    private String promptFingerprint;
    private String resultFingerprint;

    private ExecutionFixture(String id) {
        this.id = id;
    }

    public static ExecutionFixture agent(String id) {
        return new ExecutionFixture(id);
    }

    public static ExecutionFixture root() {
        ExecutionFixture root = new ExecutionFixture(AgentId.ROOT);
        root.parent = null;
        root.type = null;
        root.level = 0;
        return root;
    }

    /** A workflow from the first to the last time of its executions. */
    public static WorkflowExecution episode(ExecutionFixture... executions) {
        List<AgentExecution> agents =
                Arrays.stream(executions).map(ExecutionFixture::work).toList();
        long from = agents.stream()
                .mapToLong(agent -> agent.firstRunRange().from())
                .min()
                .orElse(0);
        long to = agents.stream().mapToLong(AgentExecution::to).max().orElse(0);
        return new WorkflowExecution(new TimeRange(from, to), agents, List.of());
    }

    public ExecutionFixture under(String parentId, int atLevel) {
        parent = parentId;
        level = atLevel;
        return this;
    }

    public ExecutionFixture is(String agentType) {
        type = agentType;
        return this;
    }

    public ExecutionFixture task(String words) {
        description = words;
        return this;
    }

    public ExecutionFixture asked(long at) {
        asked = at;
        return this;
    }

    public ExecutionFixture ran(long from, long to) {
        runs.add(new TimeRange(from, to));
        return this;
    }

    public ExecutionFixture answered(long at) {
        answered = at;
        return this;
    }

    /** An agent that was started in the background and awaited later. */
    public ExecutionFixture awaited(long from, long to) {
        background = true;
        awaitedFrom = from;
        answered = to;
        return this;
    }

    public ExecutionFixture inBackground() {
        background = true;
        return this;
    }

    public ExecutionFixture resumed(long at) {
        resumes.add(at);
        return this;
    }

    public ExecutionFixture asksAPerson(long from, long to) {
        personWaits.add(new TimeRange(from, to));
        return this;
    }

    public ExecutionFixture ended(AgentState how) {
        state = how;
        return this;
    }

    public ExecutionFixture calls(int count) {
        toolCalls = count;
        return this;
    }

    public ExecutionFixture tokens(long count) {
        tokens = count;
        return this;
    }

    public ExecutionFixture costs(double usd) {
        costUsd = usd;
        return this;
    }

    public ExecutionFixture reads(String file, long at) {
        files.add(new FileUse(file, false, at));
        return this;
    }

    public ExecutionFixture writes(String file, long at) {
        files.add(new FileUse(file, true, at));
        return this;
    }

    public ExecutionFixture sends(String to, long at, Integer chars) {
        messages.add(new Message(to, at, chars));
        return this;
    }

    public ExecutionFixture prompted(int chars, String fingerprint) {
        promptChars = chars;
        promptFingerprint = fingerprint;
        return this;
    }

    public ExecutionFixture results(int chars, String fingerprint) {
        resultChars = chars;
        resultFingerprint = fingerprint;
        return this;
    }

    public AgentExecution work() {
        return AgentExecution.builder()
                .agentId(id)
                .parentId(parent)
                .type(type)
                .description(description)
                .level(level)
                .state(state)
                .background(background)
                .requestedAt(asked)
                .awaitedFrom(awaitedFrom)
                .answeredAt(answered)
                .runs(runs)
                .resumes(resumes)
                .personWaits(personWaits)
                .toolCalls(toolCalls)
                .tokens(tokens)
                .costUsd(costUsd)
                .files(files)
                .messages(messages)
                .promptChars(promptChars)
                .resultChars(resultChars)
                .promptFingerprint(promptFingerprint)
                .resultFingerprint(resultFingerprint)
                .build();
    }
}
