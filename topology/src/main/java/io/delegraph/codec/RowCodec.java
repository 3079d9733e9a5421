package io.delegraph.codec;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientRow;
import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;

/**
 * The values of the row store; what stands in the key is not repeated. Each kind of row reads its fields in the order in which it writes
 * them, and new ones come last: {@link FieldWriter} tells the form of a field, and the version.
 */
public final class RowCodec {
    private RowCodec() {}

    public static byte[] write(Row row) {
        FieldWriter out = new FieldWriter();
        switch (row) {
            case SessionRow it -> SessionRowCodec.write(it, out);
            case PromptRow it -> PromptRowCodec.write(it, out);
            case AgentRow it -> AgentRowCodec.write(it, out);
            case RunMark it -> RunMarkCodec.write(it, out);
            case SpawnRow it -> SpawnRowCodec.write(it, out);
            case ToolRow it -> ToolRowCodec.write(it, out);
            case WaitRow it -> wait(it, out);
            case ClientRow it -> client(it, out);
            case LinkRow it -> link(it, out);
            case ShellRow it -> shell(it, out);
            case TextRow it -> out.text(it.text());
        }
        return out.bytes();
    }

    public static Row read(byte[] keyBytes, byte[] value) {
        RowKey key = KeyCodec.read(keyBytes);
        FieldReader in = new FieldReader(value);
        return switch (key) {
            case RowKey.OfSession ignored -> SessionRowCodec.read(in);
            case RowKey.OfPrompt it -> PromptRowCodec.read(it, in);
            case RowKey.OfAgent it -> AgentRowCodec.read(it, in);
            case RowKey.OfMark it -> RunMarkCodec.read(it, in);
            case RowKey.OfSpawn it -> SpawnRowCodec.read(it, in);
            case RowKey.OfTool it -> ToolRowCodec.read(it, in);
            case RowKey.OfWait it -> wait(it, in);
            case RowKey.OfClient it -> client(it, in);
            case RowKey.OfLink it -> link(it, in);
            case RowKey.OfShell it -> shell(it, in);
            case RowKey.OfText it ->
                new TextRow(it.ownerId(), it.at(), it.part(), it.id(), CompositeFields.written(in.text()));
        };
    }

    private static void wait(WaitRow it, FieldWriter out) {
        out.text(it.tool()).hex(it.payload());
        CompositeFields.waitKind(it.tool(), it.kind(), out);
    }

    private static WaitRow wait(RowKey.OfWait key, FieldReader in) {
        String tool = in.text();
        String payload = in.hex();
        return new WaitRow(
                key.agentId(),
                key.at(),
                key.eventId(),
                tool == null ? "" : tool,
                CompositeFields.waitKind(tool, in),
                payload);
    }

    private static void client(ClientRow it, FieldWriter out) {
        out.time(it.startedAt()).time(it.endedAt()).time(it.seenAt());
    }

    private static ClientRow client(RowKey.OfClient key, FieldReader in) {
        return new ClientRow(key.host(), key.pid(), in.time(), in.time(), CompositeFields.written(in.time()));
    }

    private static void link(LinkRow it, FieldWriter out) {
        out.time(it.at()).flag(CompositeFields.ifTrue(it.exact())).revision(it.team());
    }

    private static LinkRow link(RowKey.OfLink key, FieldReader in) {
        return new LinkRow(key.childSessionId(), CompositeFields.written(in.time()), in.flag() != null, in.revision());
    }

    private static void shell(ShellRow it, FieldWriter out) {
        out.id(it.ownerAgentId())
                .id(it.causeToolUseId())
                .text(it.program())
                .time(it.startedAt())
                .flag(it.endsWithAgent())
                .time(it.listedAt());
    }

    private static ShellRow shell(RowKey.OfShell key, FieldReader in) {
        return new ShellRow(key.shellId(), in.id(), in.id(), in.text(), in.time(), in.flag(), in.time());
    }
}
