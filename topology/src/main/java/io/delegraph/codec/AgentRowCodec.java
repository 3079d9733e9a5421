package io.delegraph.codec;

import io.delegraph.lifecycle.row.Activity;
import io.delegraph.lifecycle.row.AgentResult;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.AgentRowBuilder;
import io.delegraph.lifecycle.row.Counts;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.Usage;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.AgentMetaBuilder;
import io.delegraph.schemas.lifecycle.WaitKind;
import org.jspecify.annotations.Nullable;

/** Reads and writes the row of an agent. Fields that were added later are not next to the fields that they belong to. */
final class AgentRowCodec {
    private AgentRowCodec() {}

    static void write(AgentRow agent, FieldWriter out) {
        out.text(agent.type());
        CompositeFields.sighting(agent.seen(), out);
        AgentMeta meta = agent.meta();
        out.flag(meta == null ? null : Boolean.TRUE)
                .text(meta == null ? null : meta.agentType())
                .text(meta == null ? null : meta.description())
                .id(meta == null ? null : meta.toolUseId())
                .id(meta == null ? null : meta.parentAgentId())
                .number(meta == null ? null : meta.spawnDepth())
                .flag(meta == null ? null : meta.background())
                .text(meta == null ? null : meta.model())
                .text(meta == null ? null : meta.name())
                .stamped(agent.permissionMode())
                .stamped(agent.lastTool());
        CompositeFields.usage(agent.usage(), out);
        Timestamped<WaitCause> asked = agent.permission();
        WaitCause cause = Timestamped.valueOf(asked);
        out.time(agent.listedAt())
                .stamped(
                        asked == null
                                ? null
                                : new Timestamped<>(asked.at(), asked.value().tool()))
                .time(agent.progressAt());
        counts(agent.counts(), out);
        CompositeFields.model(agent.usage(), out);
        AgentResult result = Timestamped.valueOf(agent.result());
        out.time(agent.result() == null ? null : (Long) agent.result().at())
                .number(result == null ? null : result.chars())
                .hex(result == null ? null : result.fingerprint())
                .text(meta == null ? null : meta.taskKind())
                .flag(meta == null ? null : meta.inWorkflowRun())
                .text(meta == null ? null : meta.workflowPhase())
                .time(agent.callStartedAt())
                .time(agent.interruptedAt())
                .time(agent.client() == null ? null : (Long) agent.client().at())
                .number(Timestamped.valueOf(agent.client()));
        CompositeFields.waitKind(cause == null ? null : cause.tool(), cause == null ? null : cause.kind(), out);
        out.flag(agent.resultGivesOrders()).flag(agent.modeFromHook());
        Activity activity = agent.activity();
        out.number(activity == null ? null : (Long) activity.actions())
                .number(activity == null ? null : (Long) activity.paths())
                .number(activity == null ? null : (Long) activity.hosts());
    }

    static AgentRow read(RowKey.OfAgent key, FieldReader in) {
        AgentRowBuilder row = AgentRow.builder(key.agentId(), in.text()).seen(CompositeFields.sighting(in));
        boolean noted = in.flag() != null;
        AgentMetaBuilder meta = AgentMeta.builder()
                .agentType(in.text())
                .description(in.text())
                .toolUseId(in.idOrText())
                .parentAgentId(in.id())
                .spawnDepth(in.integer())
                .background(in.flag())
                .model(in.text())
                .name(in.text());
        row.permissionMode(in.stamped()).lastTool(in.stamped());
        Timestamped<Usage> usage = CompositeFields.usage(in);
        row.listedAt(in.time());
        Timestamped<String> asked = in.stamped();
        row.progressAt(in.time())
                .counts(counts(in))
                .usage(CompositeFields.model(usage, in))
                .result(result(in));
        meta.taskKind(in.text()).inWorkflowRun(in.flag()).workflowPhase(in.text());
        return row.meta(noted ? meta.build() : null)
                .callStartedAt(in.time())
                .interruptedAt(in.time())
                .client(client(in))
                .permission(permission(asked, in))
                .resultGivesOrders(in.flag())
                .modeFromHook(in.flag())
                .activity(activity(in))
                .build();
    }

    private static @Nullable Activity activity(FieldReader in) {
        Long actions = in.number();
        Long paths = in.number();
        Long hosts = in.number();
        return actions == null
                ? null
                : new Activity(actions, CompositeFields.written(paths), CompositeFields.written(hosts));
    }

    private static void counts(Counts counts, FieldWriter out) {
        out.count(counts.toolCalls())
                .count(counts.toolFailures())
                .count(counts.denials())
                .count(counts.messages())
                .count(counts.permissionRequests())
                .count(counts.open());
    }

    private static Counts counts(FieldReader in) {
        return new Counts(in.count(), in.count(), in.count(), in.count(), in.count(), in.count());
    }

    private static @Nullable Timestamped<AgentResult> result(FieldReader in) {
        Long at = in.time();
        AgentResult result = new AgentResult(in.integer(), in.hex());
        return at == null ? null : new Timestamped<>(at, result);
    }

    private static @Nullable Timestamped<Long> client(FieldReader in) {
        Long at = in.time();
        Long pid = in.number();
        return at == null ? null : new Timestamped<>(at, CompositeFields.written(pid));
    }

    private static @Nullable Timestamped<WaitCause> permission(@Nullable Timestamped<String> asked, FieldReader in) {
        WaitKind kind = CompositeFields.waitKind(asked == null ? null : asked.value(), in);
        return asked == null ? null : new Timestamped<>(asked.at(), new WaitCause(asked.value(), kind));
    }
}
