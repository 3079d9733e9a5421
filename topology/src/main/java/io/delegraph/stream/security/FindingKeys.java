package io.delegraph.stream.security;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the store of findings: a kind, then texts with their lengths, so that no text can run into the next.
 *
 * <pre>
 * N session, agent, call          → -               a notable or denied call
 * F session, finding              → JSON            the finding as published
 * L inverted time, session, finding → -             findings in order, the latest first
 * P session                       → due time        the session is to be judged, then at the latest
 * A session, agent                → state           what was reported of an agent to the SIEM
 * W session, workflow             → -               a workflow that is settled, which was reported to the SIEM
 * </pre>
 */
final class FindingKeys {
    static final byte CALL = 'N';
    static final byte FINDING = 'F';
    static final byte LATEST = 'L';
    static final byte PENDING = 'P';
    static final byte REPORTED_AGENT = 'A';
    static final byte REPORTED_WORKFLOW = 'W';

    private FindingKeys() {}

    static Bytes key(byte kind, String... texts) {
        return Bytes.wrap(bytes(new byte[] {kind}, texts));
    }

    static Bytes latest(long at, String... texts) {
        return Bytes.wrap(bytes(ByteBuffer.allocate(9).put(LATEST).putLong(~at).array(), texts));
    }

    private static byte[] bytes(byte[] head, String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head);
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.write(utf8.length >> 8);
            out.write(utf8.length);
            out.writeBytes(utf8);
        }
        return out.toByteArray();
    }

    /** The texts of a key, without its first bytes. */
    static List<String> texts(Bytes key, int skipped) {
        ByteBuffer in = ByteBuffer.wrap(key.get()).position(skipped);
        List<String> texts = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] utf8 = new byte[Short.toUnsignedInt(in.getShort())];
            in.get(utf8);
            texts.add(new String(utf8, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
