package io.delegraph.codec;

import io.delegraph.lifecycle.row.AgentResult;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientProcess;
import io.delegraph.lifecycle.row.ClientRow;
import io.delegraph.lifecycle.row.ClockShift;
import io.delegraph.lifecycle.row.Counts;
import io.delegraph.lifecycle.row.Failure;
import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.Usage;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.event.Denial;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnTotals;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The values of the row store; what stands in the key is not repeated. */
public final class RowCodec {
    private static final ToolOutcome[] OUTCOMES = ToolOutcome.values();
    private static final WaitKind[] WAIT_KINDS = WaitKind.values();
    private static final Denial[] DENIALS = Denial.values();
    private static final SpawnFailure[] FAILURES = SpawnFailure.values();

    private RowCodec() {}

    public static byte[] write(Row row) {
        FieldWriter out = new FieldWriter();
        switch (row) {
            case SessionRow it -> session(it, out);
            case PromptRow it ->
                out.time(it.ownAt())
                        .number(it.promptChars())
                        .text(it.command())
                        .text(json(it.declared()))
                        .stamped(it.notifiedTask())
                        .time(it.notifiedAt())
                        .time(it.stoppedAt())
                        .time(it.listedAt())
                        .failure(it.failed())
                        .usage(it.usage())
                        .count(it.toolCalls())
                        .count(it.toolFailures());
            case AgentRow it -> agent(it, out);
            case RunMark it ->
                out.text(it.detail())
                        .id(it.causeToolUseId())
                        .number(it.tokens())
                        .flag(it.fromTranscript() ? Boolean.TRUE : null)
                        .text(it.worktree())
                        .flag(it.listsBackgroundTasks() ? Boolean.TRUE : null)
                        .flag(it.listsShells() ? Boolean.TRUE : null)
                        .flag(it.interim() ? Boolean.TRUE : null)
                        .id(it.promptId())
                        .text(it.message())
                        .number(it.agents());
            case ClientRow it -> out.time(it.startedAt()).time(it.endedAt()).time(it.seenAt());
            case SpawnRow it -> spawn(it, out);
            case LinkRow it ->
                out.time(it.at()).flag(it.exact() ? Boolean.TRUE : null).revision(it.team());
            case WaitRow it ->
                out.text(it.tool()).hex(it.payload()).constant(unless(ImpliedFields.waitKind(it.tool()), it.kind()));
            case ToolRow it ->
                out.text(it.tool())
                        .text(it.target())
                        .time(it.startedAt())
                        .time(it.endedAt())
                        .constant(it.outcome())
                        .number(it.durationMs())
                        .text(it.error())
                        .hex(it.file())
                        .number(it.chars())
                        .constant(it.denial())
                        .text(it.errorMessage())
                        .id(it.promptId())
                        .number(ImpliedFields.code(it.tool(), it.action()));
            case ShellRow it ->
                out.id(it.ownerAgentId())
                        .id(it.causeToolUseId())
                        .text(it.program())
                        .time(it.startedAt())
                        .flag(it.endsWithAgent())
                        .time(it.listedAt());
            case TextRow it -> out.text(it.text());
        }
        return out.bytes();
    }

    public static Row read(byte[] keyBytes, byte[] value) {
        RowKey key = KeyCodec.read(keyBytes);
        FieldReader in = new FieldReader(value);
        return switch (key) {
            case RowKey.OfSession ignored -> session(in);
            case RowKey.OfPrompt it ->
                new PromptRow(
                        it.promptId(),
                        in.time(),
                        in.integer(),
                        in.text(),
                        flags(in.text()),
                        in.stamped(),
                        in.time(),
                        in.time(),
                        in.time(),
                        in.failure(),
                        in.usage(),
                        in.count(),
                        in.count());
            case RowKey.OfClient it -> new ClientRow(it.host(), it.pid(), in.time(), in.time(), in.time());
            case RowKey.OfAgent it -> agent(it.agentId(), in);
            case RowKey.OfMark it ->
                new RunMark(
                        it.agentId(),
                        it.at(),
                        it.kind(),
                        in.text(),
                        in.idOrText(),
                        in.number(),
                        in.flag() != null,
                        in.text(),
                        in.flag() != null,
                        in.flag() != null,
                        in.flag() != null,
                        in.id(),
                        in.text(),
                        in.integer());
            case RowKey.OfSpawn it -> spawn(it.toolUseId(), in);
            case RowKey.OfLink it -> new LinkRow(it.childSessionId(), in.time(), in.flag() != null, in.revision());
            case RowKey.OfWait it -> wait(it, in);
            case RowKey.OfTool it -> tool(it, in);
            case RowKey.OfText it -> new TextRow(it.ownerId(), it.at(), it.part(), it.id(), in.text());
            case RowKey.OfShell it ->
                new ShellRow(it.shellId(), in.id(), in.id(), in.text(), in.time(), in.flag(), in.time());
        };
    }

    /** Null, which takes no byte, for a value that the row implies. */
    private static <T> T unless(T implied, T value) {
        return value.equals(implied) ? null : value;
    }

    private static WaitRow wait(RowKey.OfWait key, FieldReader in) {
        String tool = in.text();
        String payload = in.hex();
        return new WaitRow(key.agentId(), key.at(), key.eventId(), tool, kind(tool, in.constant(WAIT_KINDS)), payload);
    }

    private static WaitKind kind(String tool, WaitKind written) {
        return written == null ? ImpliedFields.waitKind(tool) : written;
    }

    private static ToolRow tool(RowKey.OfTool key, FieldReader in) {
        String tool = in.text();
        String target = in.text();
        Long startedAt = in.time();
        Long endedAt = in.time();
        ToolOutcome outcome = in.constant(OUTCOMES);
        Long durationMs = in.number();
        String error = in.text();
        String file = in.hex();
        Integer chars = in.integer();
        Denial denial = in.constant(DENIALS);
        String errorMessage = in.text();
        String promptId = in.id();
        return new ToolRow(
                key.agentId(),
                key.toolUseId(),
                tool,
                ImpliedFields.action(tool, in.integer()),
                target,
                startedAt,
                endedAt,
                outcome,
                durationMs,
                error,
                file,
                chars,
                denial,
                errorMessage,
                promptId);
    }

    private static void session(SessionRow it, FieldWriter out) {
        sighting(it.seen(), out);
        out.text(it.source())
                .stamped(it.sourceVersion())
                .stamped(it.project())
                .text(it.user())
                .text(it.host());
        ClientProcess process = Timestamped.valueOf(it.process());
        out.time(it.process() == null ? null : (Long) it.process().at())
                .text(process == null ? null : process.host())
                .number(process == null ? null : (Long) process.pid())
                .numbers(process == null ? List.of() : process.ancestors());
        SessionEnd end = Timestamped.valueOf(it.ended());
        out.time(it.startedAt())
                .stamped(end == null ? null : new Timestamped<>(it.ended().at(), end.reason()))
                .time(it.promptAt())
                .time(it.turnEndedAt());
        out.time(it.listing() == null ? null : (Long) it.listing().at())
                .time(it.listing() == null ? null : it.listing().value())
                .stamped(it.parent())
                .failure(it.turnFailed())
                .time(it.teammatesAt())
                .time(it.workflowsAt())
                .stamped(it.customTitle())
                .stamped(it.generatedTitle())
                .time(it.ledAt());
        ClockShift clock = Timestamped.valueOf(it.clock());
        out.time(it.clock() == null ? null : (Long) it.clock().at())
                .number(clock == null ? null : clock.pid())
                .number(clock == null ? null : (Long) clock.ms())
                .number(clock == null ? null : (Long) clock.lead())
                .stamped(it.previous())
                .stamped(it.next())
                .revision(it.lead())
                .flag(end == null ? null : unless(ImpliedFields.clientGoesOn(end.reason()), end.clientGoesOn()));
    }

    private static SessionRow session(FieldReader in) {
        Sighting seen = sighting(in);
        String source = in.text();
        Timestamped<String> version = in.stamped();
        Timestamped<String> project = in.stamped();
        String user = in.text();
        String host = in.text();
        Long processAt = in.time();
        String processHost = in.text();
        Long pid = in.number();
        List<Long> ancestors = in.numbers();
        Timestamped<ClientProcess> process =
                processAt == null ? null : new Timestamped<>(processAt, new ClientProcess(processHost, pid, ancestors));
        Long startedAt = in.time();
        Timestamped<String> reason = in.stamped();
        Long promptAt = in.time();
        Long turnEndedAt = in.time();
        Long listedAt = in.time();
        Long listingArrival = in.time();
        Timestamped<Long> listing = listedAt == null ? null : new Timestamped<>(listedAt, listingArrival);
        Timestamped<String> parent = in.stamped();
        Timestamped<Failure> turnFailed = in.failure();
        Long teammatesAt = in.time();
        Long workflowsAt = in.time();
        Timestamped<String> customTitle = in.stamped();
        Timestamped<String> madeTitle = in.stamped();
        Long ledAt = in.time();
        Timestamped<ClockShift> clock = clock(in.time(), in.number(), in.number(), in.number());
        Timestamped<String> previous = in.stamped();
        Timestamped<String> next = in.stamped();
        Timestamped<String> lead = in.revision();
        return new SessionRow(
                seen,
                source,
                version,
                project,
                user,
                host,
                process,
                startedAt,
                end(reason, in.flag()),
                promptAt,
                turnEndedAt,
                listing,
                parent,
                turnFailed,
                teammatesAt,
                workflowsAt,
                customTitle,
                madeTitle,
                ledAt,
                clock,
                previous,
                next,
                lead);
    }

    /** @param goesOn null where the reason implies it */
    private static Timestamped<SessionEnd> end(Timestamped<String> reason, Boolean goesOn) {
        return reason == null
                ? null
                : new Timestamped<>(
                        reason.at(),
                        new SessionEnd(
                                reason.value(), goesOn == null ? ImpliedFields.clientGoesOn(reason.value()) : goesOn));
    }

    private static Timestamped<ClockShift> clock(Long foundAt, Long pid, Long ms, Long lead) {
        return foundAt == null ? null : new Timestamped<>(foundAt, new ClockShift(pid, ms, lead));
    }

    private static void agent(AgentRow it, FieldWriter out) {
        out.text(it.type());
        sighting(it.seen(), out);
        AgentMeta meta = it.meta();
        out.flag(meta == null ? null : Boolean.TRUE)
                .text(meta == null ? null : meta.agentType())
                .text(meta == null ? null : meta.description())
                .id(meta == null ? null : meta.toolUseId())
                .id(meta == null ? null : meta.parentAgentId())
                .number(meta == null ? null : meta.spawnDepth())
                .flag(meta == null ? null : meta.background())
                .text(meta == null ? null : meta.model())
                .text(meta == null ? null : meta.name());
        out.stamped(it.permissionMode()).stamped(it.lastTool());
        TokenUsage usage = it.usage() == null ? null : it.usage().value().tokens();
        out.time(it.usage() == null ? null : (Long) it.usage().at())
                .number(usage == null ? null : (Long) usage.inputTokens())
                .number(usage == null ? null : (Long) usage.outputTokens())
                .number(usage == null ? null : (Long) usage.cacheReadInputTokens())
                .number(usage == null ? null : (Long) usage.cacheCreationInputTokens());
        WaitCause cause = Timestamped.valueOf(it.permission());
        out.time(it.listedAt())
                .stamped(
                        cause == null ? null : new Timestamped<>(it.permission().at(), cause.tool()))
                .time(it.progressAt());
        Counts counts = it.counts();
        out.count(counts.toolCalls())
                .count(counts.toolFailures())
                .count(counts.denials())
                .count(counts.messages())
                .count(counts.permissionRequests())
                .count(counts.open())
                .text(it.usage() == null ? null : it.usage().value().model());
        AgentResult result = Timestamped.valueOf(it.result());
        out.time(it.result() == null ? null : (Long) it.result().at())
                .number(result == null ? null : result.chars())
                .hex(result == null ? null : result.fingerprint());
        out.text(meta == null ? null : meta.taskKind())
                .flag(meta == null ? null : meta.inWorkflowRun())
                .text(meta == null ? null : meta.workflowPhase())
                .time(it.callStartedAt())
                .time(it.interruptedAt())
                .time(it.client() == null ? null : (Long) it.client().at())
                .number(Timestamped.valueOf(it.client()))
                .constant(cause == null ? null : unless(ImpliedFields.waitKind(cause.tool()), cause.kind()));
    }

    private static AgentRow agent(String agentId, FieldReader in) {
        String type = in.text();
        Sighting seen = sighting(in);
        boolean noted = in.flag() != null;
        String metaType = in.text();
        String description = in.text();
        String toolUseId = in.idOrText();
        String parent = in.id();
        Integer depth = in.integer();
        Boolean background = in.flag();
        String metaModel = in.text();
        String name = in.text();
        Timestamped<String> mode = in.stamped();
        Timestamped<String> lastTool = in.stamped();
        Long usedAt = in.time();
        Long[] tokens = {in.number(), in.number(), in.number(), in.number()};
        Long listedAt = in.time();
        Timestamped<String> asked = in.stamped();
        Long progressAt = in.time();
        Counts counts = new Counts(in.count(), in.count(), in.count(), in.count(), in.count(), in.count());
        String usageModel = in.text();
        Long resultAt = in.time();
        AgentResult result = new AgentResult(in.integer(), in.hex());
        AgentMeta meta = new AgentMeta(
                metaType,
                description,
                toolUseId,
                parent,
                depth,
                background,
                metaModel,
                name,
                in.text(),
                in.flag(),
                in.text());
        Long callStartedAt = in.time();
        Long interruptedAt = in.time();
        Long clientAt = in.time();
        Long client = in.number();
        WaitKind waitKind = in.constant(WAIT_KINDS);
        Timestamped<WaitCause> permission = asked == null
                ? null
                : new Timestamped<>(asked.at(), new WaitCause(asked.value(), kind(asked.value(), waitKind)));
        Timestamped<Usage> usage = usedAt == null
                ? null
                : new Timestamped<>(
                        usedAt, new Usage(new TokenUsage(tokens[0], tokens[1], tokens[2], tokens[3]), usageModel));
        return new AgentRow(
                agentId,
                type,
                seen,
                noted ? meta : null,
                mode,
                lastTool,
                usage,
                listedAt,
                permission,
                progressAt,
                resultAt == null ? null : new Timestamped<>(resultAt, result),
                callStartedAt,
                interruptedAt,
                clientAt == null ? null : new Timestamped<>(clientAt, client),
                counts);
    }

    private static void spawn(SpawnRow it, FieldWriter out) {
        out.id(it.parentAgentId());
        out.time(it.promptId() == null ? null : (Long) it.promptId().at()).id(Timestamped.valueOf(it.promptId()));
        SpawnRequest request = it.request();
        out.flag(request == null ? null : Boolean.TRUE)
                .text(request == null ? null : request.agentType())
                .text(request == null ? null : request.description())
                .text(request == null ? null : request.name())
                .text(request == null ? null : request.model())
                .flag(request == null ? null : request.background())
                .text(request == null ? null : request.isolation())
                .count(request == null ? 0 : request.promptChars())
                .text(request == null ? null : json(request.declared()));
        out.time(it.requestedAt()).time(it.arrival()).stamped(it.answered()).id(it.childAgentId());
        SpawnTotals totals = it.totals();
        out.flag(totals == null ? null : Boolean.TRUE)
                .number(totals == null ? null : totals.durationMs())
                .number(totals == null ? null : totals.lastRequestTokens())
                .number(totals == null ? null : totals.toolUses())
                .text(totals == null ? null : totals.model())
                .number(totals == null ? null : totals.resultChars());
        out.stamped(it.failed())
                .constant(it.failure())
                .time(it.batchedAt())
                .text(it.remoteSession())
                .hex(it.fingerprint())
                .revision(it.team());
    }

    private static SpawnRow spawn(String toolUseId, FieldReader in) {
        String parent = in.id();
        Long promptAt = in.time();
        String promptId = in.id();
        boolean requested = in.flag() != null;
        SpawnRequest request = new SpawnRequest(
                in.text(), in.text(), in.text(), in.text(), in.flag(), in.text(), in.count(), flags(in.text()));
        Long requestedAt = in.time();
        Long arrival = in.time();
        Timestamped<String> answered = in.stamped();
        String child = in.id();
        boolean totalled = in.flag() != null;
        SpawnTotals totals = new SpawnTotals(in.number(), in.number(), in.integer(), in.text(), in.integer());
        return new SpawnRow(
                toolUseId,
                parent,
                promptAt == null ? null : new Timestamped<>(promptAt, promptId),
                requested ? request : null,
                requestedAt,
                arrival,
                answered,
                child,
                totalled ? totals : null,
                in.stamped(),
                in.constant(FAILURES),
                in.time(),
                in.text(),
                in.hex(),
                in.revision());
    }

    private static void sighting(Sighting seen, FieldWriter out) {
        out.time(seen == null ? null : (Long) seen.firstAt())
                .time(seen == null ? null : (Long) seen.lastAt())
                .time(seen == null ? null : (Long) seen.lastArrival());
    }

    private static Sighting sighting(FieldReader in) {
        Long firstAt = in.time();
        Long lastAt = in.time();
        Long lastArrival = in.time();
        return firstAt == null ? null : new Sighting(firstAt, lastAt, lastArrival);
    }

    private static String json(DeclaredFlags flags) {
        return flags == null ? null : new String(Json.write(flags), StandardCharsets.UTF_8);
    }

    private static DeclaredFlags flags(String json) {
        return json == null ? null : Json.read(json.getBytes(StandardCharsets.UTF_8), DeclaredFlags.class);
    }
}
