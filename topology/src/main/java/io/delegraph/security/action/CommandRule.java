package io.delegraph.security.action;

import io.delegraph.security.shell.ProgramCall;
import java.util.Set;

/** What programs of one kind do. */
interface CommandRule {
    /** The names of the programs, in lower case. */
    Set<String> programs();

    /** Adds what this call of one of the programs does. */
    void look(ProgramCall call, EvidenceBuilder evidence);
}
