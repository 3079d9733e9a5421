package io.delegraph.codec;

import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnTotals;
import org.jspecify.annotations.Nullable;

/** Reads and writes the row of a request for an agent. */
final class SpawnRowCodec {
    private static final SpawnFailure[] FAILURES = SpawnFailure.values();

    private SpawnRowCodec() {}

    static void write(SpawnRow spawn, FieldWriter out) {
        out.id(spawn.parentAgentId())
                .time(spawn.promptId() == null ? null : (Long) spawn.promptId().at())
                .id(Timestamped.valueOf(spawn.promptId()));
        request(spawn.request(), out);
        out.time(spawn.requestedAt())
                .time(spawn.arrival())
                .stamped(spawn.answered())
                .id(spawn.childAgentId());
        totals(spawn.totals(), out);
        out.stamped(spawn.failed())
                .constant(spawn.failure())
                .time(spawn.batchedAt())
                .text(spawn.remoteSession())
                .hex(spawn.fingerprint())
                .revision(spawn.team())
                .stamped(spawn.permissionMode())
                .number(spawn.clientCalls())
                .flag(spawn.secretInPrompt())
                .flag(spawn.resultChanged());
    }

    static SpawnRow read(RowKey.OfSpawn key, FieldReader in) {
        return SpawnRow.builder()
                .toolUseId(key.toolUseId())
                .parentAgentId(in.id())
                .promptId(promptId(in))
                .request(request(in))
                .requestedAt(in.time())
                .arrival(in.time())
                .answered(in.stamped())
                .childAgentId(in.id())
                .totals(totals(in))
                .failed(in.stamped())
                .failure(in.constant(FAILURES))
                .batchedAt(in.time())
                .remoteSession(in.text())
                .fingerprint(in.hex())
                .team(in.revision())
                .permissionMode(in.stamped())
                .clientCalls(in.integer())
                .secretInPrompt(in.flag())
                .resultChanged(in.flag())
                .build();
    }

    private static @Nullable Timestamped<String> promptId(FieldReader in) {
        Long at = in.time();
        String id = in.id();
        return at == null ? null : new Timestamped<>(at, CompositeFields.written(id));
    }

    private static void request(@Nullable SpawnRequest request, FieldWriter out) {
        out.flag(request == null ? null : Boolean.TRUE)
                .text(request == null ? null : request.agentType())
                .text(request == null ? null : request.description())
                .text(request == null ? null : request.name())
                .text(request == null ? null : request.model())
                .flag(request == null ? null : request.background())
                .text(request == null ? null : request.isolation())
                .count(request == null ? 0 : request.promptChars());
        CompositeFields.flags(request == null ? null : request.declared(), out);
    }

    private static @Nullable SpawnRequest request(FieldReader in) {
        boolean present = in.flag() != null;
        SpawnRequest request = new SpawnRequest(
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.flag(),
                in.text(),
                in.count(),
                CompositeFields.flags(in));
        return present ? request : null;
    }

    private static void totals(@Nullable SpawnTotals totals, FieldWriter out) {
        out.flag(totals == null ? null : Boolean.TRUE)
                .number(totals == null ? null : totals.durationMs())
                .number(totals == null ? null : totals.lastRequestTokens())
                .number(totals == null ? null : totals.toolUses())
                .text(totals == null ? null : totals.model())
                .number(totals == null ? null : totals.resultChars());
    }

    private static @Nullable SpawnTotals totals(FieldReader in) {
        boolean present = in.flag() != null;
        SpawnTotals totals = new SpawnTotals(in.number(), in.number(), in.integer(), in.text(), in.integer());
        return present ? totals : null;
    }
}
