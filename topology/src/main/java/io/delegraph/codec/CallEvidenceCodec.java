package io.delegraph.codec;

import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess;
import io.delegraph.schemas.event.PathClass;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes what a call does, in four fields: a number for each access, a bit for each class of host and for each feature, and the
 * targets one after the other.
 */
// the ordinals are pinned by the golden bytes test: constants may only be appended
@SuppressWarnings("EnumOrdinal")
final class CallEvidenceCodec {
    private static final PathAccess.Operation[] OPERATIONS = PathAccess.Operation.values();
    private static final PathClass[] CLASSES = PathClass.values();
    private static final HostClass[] HOSTS = HostClass.values();
    private static final CommandFeature[] FEATURES = CommandFeature.values();

    /** Bits of an access: one for recursive, two for the operation, the rest for the class. */
    private static final int OPERATION_SHIFT = 1;

    private static final int OPERATION_MASK = 3;
    private static final int CLASS_SHIFT = 3;

    private CallEvidenceCodec() {}

    static void write(@Nullable CallEvidence evidence, FieldWriter out) {
        CallEvidence written = evidence == null ? CallEvidence.NONE : evidence;
        out.numbers(written.accesses().stream().map(CallEvidenceCodec::number).toList())
                .number(bits(written.hosts()))
                .number(bits(written.features()))
                .hex(written.targets().isEmpty() ? null : String.join("", written.targets()));
    }

    static @Nullable CallEvidence read(FieldReader in) {
        List<PathAccess> accesses =
                in.numbers().stream().map(CallEvidenceCodec::access).toList();
        CallEvidence read = new CallEvidence(
                accesses, constants(in.number(), HOSTS), constants(in.number(), FEATURES), targets(in));
        return read.equals(CallEvidence.NONE) ? null : read;
    }

    private static Long number(PathAccess access) {
        return (long) access.pathClass().ordinal() << CLASS_SHIFT
                | (long) access.operation().ordinal() << OPERATION_SHIFT
                | (access.recursive() ? 1 : 0);
    }

    private static PathAccess access(Long number) {
        int bits = number.intValue();
        return new PathAccess(
                OPERATIONS[bits >> OPERATION_SHIFT & OPERATION_MASK], CLASSES[bits >> CLASS_SHIFT], (bits & 1) == 1);
    }

    private static @Nullable Long bits(List<? extends Enum<?>> constants) {
        long bits = 0;
        for (Enum<?> constant : constants) {
            bits |= 1L << constant.ordinal();
        }
        return bits == 0 ? null : (Long) bits;
    }

    private static <E extends Enum<E>> List<E> constants(@Nullable Long bits, E[] all) {
        List<E> set = new ArrayList<>();
        for (int i = 0; bits != null && i < all.length; i++) {
            if ((bits >> i & 1) == 1) {
                set.add(all[i]);
            }
        }
        return set;
    }

    private static List<String> targets(FieldReader in) {
        String all = in.hex();
        List<String> targets = new ArrayList<>();
        for (int at = 0; all != null && at < all.length(); at += CallEvidence.TARGET_CHARS) {
            targets.add(all.substring(at, at + CallEvidence.TARGET_CHARS));
        }
        return targets;
    }
}
