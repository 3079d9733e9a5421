package io.delegraph.schemas.ocsf;

import java.util.List;

/**
 * What OCSF has no attribute for.
 *
 * @param values at least one
 */
public record OcsfTag(String name, List<String> values) {
    public OcsfTag {
        values = List.copyOf(values);
    }
}
