package io.delegraph.schemas.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Where an event comes from.
 *
 * @param version of OCSF
 * @param product Delegraph
 * @param profiles the OCSF profiles whose attributes are used
 * @param uid identity of the event: equal when it is written again
 * @param correlationUid the session
 * @param logName the topic of what the event is made of
 * @param loggedTime when the event was made, epoch ms
 * @param tags what OCSF has no attribute for
 */
public record OcsfMetadata(
        String version,
        OcsfProduct product,
        List<String> profiles,
        String uid,
        String correlationUid,
        String logName,
        long loggedTime,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OcsfTag> tags) {
    public OcsfMetadata {
        profiles = List.copyOf(profiles);
        tags = OcsfLists.orEmpty(tags);
    }
}
