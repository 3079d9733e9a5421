package io.delegraph.schemas.ocsf;

/**
 * The rule that found it.
 *
 * @param uid the rule's id, for example {@code C1}
 * @param name what it finds, as the end of "an agent …"
 * @param typeId 1 Rule
 * @param version of the policy that it was judged by
 */
public record OcsfAnalytic(String uid, String name, int typeId, String type, String version) {}
