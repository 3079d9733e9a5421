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
 * The binary format of the row store's values, without what the key contains. Each kind of row reads its fields in the order in which it
 * writes them, and new ones are appended. {@link FieldWriter} describes the format of fields, and the version.
 */
public final class RowCodec {
    private RowCodec() {}

    public static byte[] write(Row row) {
        FieldWriter out = new FieldWriter();
        switch (row) {
            case SessionRow session -> SessionRowCodec.write(session, out);
            case PromptRow prompt -> PromptRowCodec.write(prompt, out);
            case AgentRow agent -> AgentRowCodec.write(agent, out);
            case RunMark mark -> RunMarkCodec.write(mark, out);
            case SpawnRow spawn -> SpawnRowCodec.write(spawn, out);
            case ToolRow tool -> ToolRowCodec.write(tool, out);
            case WaitRow wait -> wait(wait, out);
            case ClientRow client -> client(client, out);
            case LinkRow link -> link(link, out);
            case ShellRow shell -> shell(shell, out);
            case TextRow text -> out.text(text.text());
        }
        return out.bytes();
    }

    public static Row read(byte[] keyBytes, byte[] value) {
        RowKey key = KeyCodec.read(keyBytes);
        FieldReader in = new FieldReader(value);
        return switch (key) {
            case RowKey.OfSession ignored -> SessionRowCodec.read(in);
            case RowKey.OfPrompt rowKey -> PromptRowCodec.read(rowKey, in);
            case RowKey.OfAgent rowKey -> AgentRowCodec.read(rowKey, in);
            case RowKey.OfMark rowKey -> RunMarkCodec.read(rowKey, in);
            case RowKey.OfSpawn rowKey -> SpawnRowCodec.read(rowKey, in);
            case RowKey.OfTool rowKey -> ToolRowCodec.read(rowKey, in);
            case RowKey.OfWait rowKey -> wait(rowKey, in);
            case RowKey.OfClient rowKey -> client(rowKey, in);
            case RowKey.OfLink rowKey -> link(rowKey, in);
            case RowKey.OfShell rowKey -> shell(rowKey, in);
            case RowKey.OfText rowKey ->
                new TextRow(
                        rowKey.ownerId(), rowKey.at(), rowKey.part(), rowKey.id(), CompositeFields.written(in.text()));
        };
    }

    private static void wait(WaitRow wait, FieldWriter out) {
        out.text(wait.tool()).hex(wait.payload());
        CompositeFields.waitKind(wait.tool(), wait.kind(), out);
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

    private static void client(ClientRow client, FieldWriter out) {
        out.time(client.startedAt()).time(client.endedAt()).time(client.seenAt());
    }

    private static ClientRow client(RowKey.OfClient key, FieldReader in) {
        return new ClientRow(key.host(), key.pid(), in.time(), in.time(), CompositeFields.written(in.time()));
    }

    private static void link(LinkRow link, FieldWriter out) {
        out.time(link.at()).flag(CompositeFields.ifTrue(link.exact())).revision(link.team());
    }

    private static LinkRow link(RowKey.OfLink key, FieldReader in) {
        return new LinkRow(key.childSessionId(), CompositeFields.written(in.time()), in.flag() != null, in.revision());
    }

    private static void shell(ShellRow shell, FieldWriter out) {
        out.id(shell.ownerAgentId())
                .id(shell.causeToolUseId())
                .text(shell.program())
                .time(shell.startedAt())
                .flag(shell.endsWithAgent())
                .time(shell.listedAt());
    }

    private static ShellRow shell(RowKey.OfShell key, FieldReader in) {
        return new ShellRow(key.shellId(), in.id(), in.id(), in.text(), in.time(), in.flag(), in.time());
    }
}
