package io.delegraph.schemas.ocsf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists that are absent in JSON when they are empty. */
final class OcsfLists {
    private OcsfLists() {}

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
