package io.delegraph.security.ocsf;

import io.delegraph.schemas.ocsf.OcsfAttack;
import io.delegraph.schemas.ocsf.OcsfAttack.OcsfTechnique;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the ids in a finding's references apart. */
final class AttackReferences {
    private static final Pattern TECHNIQUE = Pattern.compile("(T\\d{4})(?:\\.(\\d{3}))?");

    private AttackReferences() {}

    /** The techniques of ATT&CK among the references. */
    static List<OcsfAttack> attacks(List<String> references) {
        return references.stream()
                .map(TECHNIQUE::matcher)
                .filter(Matcher::matches)
                .map(AttackReferences::attack)
                .toList();
    }

    /** The other references: risks of OWASP's list. */
    static List<String> risks(List<String> references) {
        return references.stream()
                .filter(reference -> !TECHNIQUE.matcher(reference).matches())
                .map(reference -> "OWASP " + reference)
                .toList();
    }

    private static OcsfAttack attack(Matcher id) {
        String technique = id.group(1);
        String sub = id.group(2);
        String url = "https://attack.mitre.org/techniques/" + technique + "/";
        return new OcsfAttack(
                new OcsfTechnique(technique, url), sub == null ? null : new OcsfTechnique(id.group(), url + sub + "/"));
    }
}
