package io.delegraph.graph;

import io.delegraph.graph.Work.FileUse;
import io.delegraph.graph.Work.Message;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One agent's work as a test writes it down; a child of the root that was waited for and completed, unless it says otherwise. */
public final class Sketch {
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
    private final List<Span> runs = new ArrayList<>();
    private final List<Long> resumes = new ArrayList<>();
    private final List<Span> personWaits = new ArrayList<>();
    private int toolCalls;
    private Long tokens;
    private Double costUsd;
    private final List<FileUse> files = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private Integer promptChars;
    private Integer resultChars;
    private String promptFingerprint;
    private String resultFingerprint;

    private Sketch(String id) {
        this.id = id;
    }

    public static Sketch agent(String id) {
        return new Sketch(id);
    }

    public static Sketch root() {
        Sketch root = new Sketch(AgentId.ROOT);
        root.parent = null;
        root.type = null;
        root.level = 0;
        return root;
    }

    /** From the first word of anybody to the last. */
    public static Episode episode(Sketch... sketches) {
        List<Work> works = Arrays.stream(sketches).map(Sketch::work).toList();
        long from = works.stream().mapToLong(work -> work.span().from()).min().orElse(0);
        long to = works.stream().mapToLong(Work::to).max().orElse(0);
        return new Episode(new Span(from, to), works, List.of());
    }

    public Sketch under(String parentId, int atLevel) {
        parent = parentId;
        level = atLevel;
        return this;
    }

    public Sketch is(String agentType) {
        type = agentType;
        return this;
    }

    public Sketch toldTo(String words) {
        description = words;
        return this;
    }

    public Sketch asked(long at) {
        asked = at;
        return this;
    }

    public Sketch ran(long from, long to) {
        runs.add(new Span(from, to));
        return this;
    }

    public Sketch answered(long at) {
        answered = at;
        return this;
    }

    /** Started in the background, and waited for later on. */
    public Sketch awaited(long from, long to) {
        background = true;
        awaitedFrom = from;
        answered = to;
        return this;
    }

    public Sketch inBackground() {
        background = true;
        return this;
    }

    public Sketch resumed(long at) {
        resumes.add(at);
        return this;
    }

    public Sketch asksAPerson(long from, long to) {
        personWaits.add(new Span(from, to));
        return this;
    }

    public Sketch ended(AgentState how) {
        state = how;
        return this;
    }

    public Sketch calls(int count) {
        toolCalls = count;
        return this;
    }

    public Sketch tokens(long count) {
        tokens = count;
        return this;
    }

    public Sketch costs(double usd) {
        costUsd = usd;
        return this;
    }

    public Sketch reads(String file, long at) {
        files.add(new FileUse(file, false, at));
        return this;
    }

    public Sketch writes(String file, long at) {
        files.add(new FileUse(file, true, at));
        return this;
    }

    public Sketch sends(String to, long at, Integer chars) {
        messages.add(new Message(to, at, chars));
        return this;
    }

    public Sketch prompted(int chars, String fingerprint) {
        promptChars = chars;
        promptFingerprint = fingerprint;
        return this;
    }

    public Sketch results(int chars, String fingerprint) {
        resultChars = chars;
        resultFingerprint = fingerprint;
        return this;
    }

    public Work work() {
        return new Work(
                id,
                parent,
                type,
                description,
                level,
                state,
                background,
                asked,
                awaitedFrom,
                answered,
                runs,
                resumes,
                personWaits,
                toolCalls,
                tokens,
                costUsd,
                files,
                messages,
                promptChars,
                resultChars,
                promptFingerprint,
                resultFingerprint,
                null);
    }
}
