package io.delegraph.lifecycle.row;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The keys of the row store: the session, a byte for the kind of row, then what tells rows of that kind apart, every part with its
 * length. Kinds stand in the order in which they are read: what a tree needs first, what may be many last.
 *
 * <pre>
 * session id │ kind │ parts        1 session  2 prompt  3 agent  4 run mark  5 spawn  6 link │ 7 wait  8 tool
 * </pre>
 */
// the ordinals of the enum are pinned by the golden bytes test
@SuppressWarnings("EnumOrdinal")
public final class KeyCodec {
    private static final int SESSION = 1;
    private static final int PROMPT = 2;
    private static final int AGENT = 3;
    private static final int MARK = 4;
    private static final int SPAWN = 5;
    private static final int LINK = 6;
    private static final int WAIT = 7;
    private static final int TOOL = 8;

    private KeyCodec() {}

    /** Every key of a session begins with this, and no other key does. */
    public static byte[] prefix(String sessionId) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(20);
        FieldWriter.id(out, sessionId);
        return out.toByteArray();
    }

    /** Where the rows begin that a tree needs: {@code coreStart <= key < coreEnd}. */
    public static byte[] coreStart(String sessionId) {
        return append(sessionId, SESSION).toByteArray();
    }

    public static byte[] coreEnd(String sessionId) {
        return append(sessionId, WAIT).toByteArray();
    }

    /** The keys of an agent's waits begin with this. */
    public static byte[] waits(String sessionId, String agentId) {
        return append(sessionId, WAIT, agentId).toByteArray();
    }

    /** The keys of an agent's tool calls begin with this. */
    public static byte[] tools(String sessionId, String agentId) {
        return append(sessionId, TOOL, agentId).toByteArray();
    }

    public static byte[] write(String sessionId, RowKey key) {
        return switch (key) {
            case RowKey.OfSession ignored -> append(sessionId, SESSION).toByteArray();
            case RowKey.OfPrompt it -> append(sessionId, PROMPT, it.promptId()).toByteArray();
            case RowKey.OfAgent it -> append(sessionId, AGENT, it.agentId()).toByteArray();
            case RowKey.OfSpawn it -> append(sessionId, SPAWN, it.toolUseId()).toByteArray();
            case RowKey.OfLink it ->
                append(sessionId, LINK, it.childSessionId()).toByteArray();
            case RowKey.OfTool it ->
                append(sessionId, TOOL, it.agentId(), it.toolUseId()).toByteArray();
            case RowKey.OfWait it -> {
                ByteArrayOutputStream out = append(sessionId, WAIT, it.agentId());
                time(out, it.at());
                FieldWriter.id(out, it.eventId());
                yield out.toByteArray();
            }
            case RowKey.OfMark it -> {
                ByteArrayOutputStream out = append(sessionId, MARK, it.agentId());
                time(out, it.at());
                out.write(it.kind().ordinal());
                yield out.toByteArray();
            }
        };
    }

    /** The row key behind the session's part. */
    static RowKey read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        FieldReader.id(in);
        int kind = in.get();
        return switch (kind) {
            case SESSION -> new RowKey.OfSession();
            case PROMPT -> new RowKey.OfPrompt(FieldReader.id(in));
            case AGENT -> new RowKey.OfAgent(FieldReader.id(in));
            case SPAWN -> new RowKey.OfSpawn(FieldReader.id(in));
            case LINK -> new RowKey.OfLink(FieldReader.id(in));
            case TOOL -> new RowKey.OfTool(FieldReader.id(in), FieldReader.id(in));
            case WAIT -> new RowKey.OfWait(FieldReader.id(in), in.getLong(), FieldReader.id(in));
            case MARK -> new RowKey.OfMark(FieldReader.id(in), in.getLong(), RunMark.Kind.values()[in.get()]);
            default -> throw new IllegalStateException("a row of kind " + kind);
        };
    }

    private static ByteArrayOutputStream append(String sessionId, int kind, String... ids) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        FieldWriter.id(out, sessionId);
        out.write(kind);
        for (String id : ids) {
            FieldWriter.id(out, id);
        }
        return out;
    }

    /** Big-endian: keys sort by time. */
    private static void time(ByteArrayOutputStream out, long at) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(at).array());
    }
}
