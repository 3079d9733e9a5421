package io.delegraph.schemas.ocsf;

import org.jspecify.annotations.Nullable;

/**
 * A technique of MITRE ATT&CK.
 *
 * @param subTechnique null when the technique as a whole is meant
 */
public record OcsfAttack(OcsfTechnique technique, @Nullable OcsfTechnique subTechnique) {
    /**
     * Its id and where it is described.
     *
     * @param uid for example {@code T1562.001}
     */
    public record OcsfTechnique(String uid, String srcUrl) {}
}
