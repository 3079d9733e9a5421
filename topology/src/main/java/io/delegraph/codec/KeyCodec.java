package io.delegraph.codec;

import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.schemas.lifecycle.AgentText;
import java.nio.ByteBuffer;

/**
 * The keys of the row store: the session, a byte for the kind of row, then the parts that identify a row of that kind, each with its
 * length. Kinds are in the order in which they are read: first the rows that a tree needs, last those that may be many.
 *
 * <pre>
 * session id │ kind │ parts        0 client  1 session  2 prompt  3 agent  4 run mark  5 spawn  6 link │ 7 wait  8 tool  9 shell  10 text
 * </pre>
 */
// the ordinals of the enum are pinned by the golden bytes test
@SuppressWarnings("EnumOrdinal")
public final class KeyCodec {
    private static final int CLIENT = 0;
    private static final int SESSION = 1;
    private static final int PROMPT = 2;
    private static final int AGENT = 3;
    private static final int MARK = 4;
    private static final int SPAWN = 5;
    private static final int LINK = 6;
    private static final int WAIT = 7;
    private static final int TOOL = 8;
    private static final int SHELL = 9;
    private static final int TEXT = 10;

    private final byte[] session;

    /** A codec for the rows of one session. */
    public KeyCodec(String sessionId) {
        ByteArrayBuilder out = new ByteArrayBuilder(20);
        FieldWriter.id(out, sessionId);
        session = out.bytes();
    }

    /** Every key of the session begins with this, and no other key does. */
    public byte[] prefix() {
        return session.clone();
    }

    /** Start of the core rows, which a tree needs: {@code coreStart <= key < coreEnd}. */
    public byte[] coreStart() {
        return append(CLIENT).bytes();
    }

    public byte[] coreEnd() {
        return append(WAIT).bytes();
    }

    /** The keys of an agent's waits begin with this. */
    public byte[] waits(String agentId) {
        return append(WAIT, agentId).bytes();
    }

    /** The first possible key of a wait of this agent that began at {@code at}, epoch ms. */
    public byte[] waits(String agentId, long at) {
        ByteArrayBuilder out = append(WAIT, agentId);
        time(out, at);
        return out.bytes();
    }

    /** The keys of an agent's tool calls begin with this. */
    public byte[] tools(String agentId) {
        return append(TOOL, agentId).bytes();
    }

    /** The keys of the session's background shells begin with this. */
    public byte[] shells() {
        return append(SHELL).bytes();
    }

    /** Start of the keys of an owner's texts; they sort by time. */
    public byte[] textsStart(String ownerId) {
        return append(TEXT, ownerId).bytes();
    }

    /** The end of these keys, exclusive. */
    public byte[] textsEnd(String ownerId) {
        ByteArrayBuilder out = append(TEXT, ownerId);
        time(out, -1);
        return out.bytes();
    }

    public byte[] write(RowKey key) {
        return switch (key) {
            case RowKey.OfSession ignored -> append(SESSION).bytes();
            case RowKey.OfClient rowKey -> {
                ByteArrayBuilder out = append(CLIENT);
                FieldWriter.text(out, rowKey.host());
                FieldWriter.signed(out, rowKey.pid());
                yield out.bytes();
            }
            case RowKey.OfPrompt rowKey -> append(PROMPT, rowKey.promptId()).bytes();
            case RowKey.OfAgent rowKey -> append(AGENT, rowKey.agentId()).bytes();
            case RowKey.OfSpawn rowKey -> append(SPAWN, rowKey.toolUseId()).bytes();
            case RowKey.OfLink rowKey -> append(LINK, rowKey.childSessionId()).bytes();
            case RowKey.OfTool rowKey ->
                append(TOOL, rowKey.agentId(), rowKey.toolUseId()).bytes();
            case RowKey.OfShell rowKey -> append(SHELL, rowKey.shellId()).bytes();
            case RowKey.OfWait rowKey -> {
                ByteArrayBuilder out = append(WAIT, rowKey.agentId());
                time(out, rowKey.at());
                FieldWriter.id(out, rowKey.eventId());
                yield out.bytes();
            }
            case RowKey.OfText rowKey -> {
                ByteArrayBuilder out = append(TEXT, rowKey.ownerId());
                time(out, rowKey.at());
                out.put(rowKey.part().ordinal());
                FieldWriter.id(out, rowKey.id());
                yield out.bytes();
            }
            case RowKey.OfMark rowKey -> {
                ByteArrayBuilder out = append(MARK, rowKey.agentId());
                time(out, rowKey.at());
                out.put(rowKey.kind().ordinal());
                yield out.bytes();
            }
        };
    }

    /** Parses the part of a key behind the session's. */
    static RowKey read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        FieldReader.id(in);
        int kind = in.get();
        return switch (kind) {
            case SESSION -> new RowKey.OfSession();
            case CLIENT -> new RowKey.OfClient(FieldReader.text(in), FieldReader.signed(in));
            case PROMPT -> new RowKey.OfPrompt(FieldReader.id(in));
            case AGENT -> new RowKey.OfAgent(FieldReader.id(in));
            case SPAWN -> new RowKey.OfSpawn(FieldReader.id(in));
            case LINK -> new RowKey.OfLink(FieldReader.id(in));
            case TOOL -> new RowKey.OfTool(FieldReader.id(in), FieldReader.id(in));
            case SHELL -> new RowKey.OfShell(FieldReader.id(in));
            case WAIT -> new RowKey.OfWait(FieldReader.id(in), in.getLong(), FieldReader.id(in));
            case TEXT ->
                new RowKey.OfText(
                        FieldReader.id(in), in.getLong(), AgentText.Part.values()[in.get()], FieldReader.id(in));
            case MARK -> new RowKey.OfMark(FieldReader.id(in), in.getLong(), RunMark.Kind.values()[in.get()]);
            default -> throw new IllegalStateException("a row of kind " + kind);
        };
    }

    private ByteArrayBuilder append(int kind, String... ids) {
        ByteArrayBuilder out = new ByteArrayBuilder(64);
        out.putAll(session);
        out.put(kind);
        for (String id : ids) {
            FieldWriter.id(out, id);
        }
        return out;
    }

    /** Big-endian, so that keys sort by time. */
    private static void time(ByteArrayBuilder out, long at) {
        out.putAll(ByteBuffer.allocate(Long.BYTES).putLong(at).array());
    }
}
