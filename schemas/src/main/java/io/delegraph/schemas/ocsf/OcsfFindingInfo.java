package io.delegraph.schemas.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * What was found.
 *
 * @param uid the finding's id, the same in every revision
 * @param title what the rule finds
 * @param desc a clause of what happened
 * @param analytic the rule
 * @param createdTime when it was found first, epoch ms
 * @param modifiedTime when this revision was made, epoch ms
 * @param firstSeenTime when the first of it happened, epoch ms
 * @param types risks of OWASP's list for agentic applications, for example {@code OWASP ASI03}
 * @param attacks techniques of ATT&CK
 * @param dataSources where the session comes from, for example {@code claude-code}
 */
@RecordBuilder
public record OcsfFindingInfo(
        String uid,
        String title,
        String desc,
        OcsfAnalytic analytic,
        long createdTime,
        long modifiedTime,
        long firstSeenTime,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> types,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OcsfAttack> attacks,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dataSources) {
    public OcsfFindingInfo {
        types = OcsfLists.orEmpty(types);
        attacks = OcsfLists.orEmpty(attacks);
        dataSources = OcsfLists.orEmpty(dataSources);
    }

    public static OcsfFindingInfoBuilder builder() {
        return OcsfFindingInfoBuilder.builder();
    }
}
