package io.delegraph.security.ocsf;

import io.delegraph.schemas.ocsf.OcsfTag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects tags; what is unknown gives none. */
final class Tags {
    private final List<OcsfTag> tags = new ArrayList<>();

    Tags add(String name, @Nullable Object value) {
        if (value != null) {
            tags.add(new OcsfTag(name, List.of(value.toString())));
        }
        return this;
    }

    Tags addAll(String name, List<String> values) {
        if (!values.isEmpty()) {
            tags.add(new OcsfTag(name, values));
        }
        return this;
    }

    List<OcsfTag> toList() {
        return List.copyOf(tags);
    }
}
