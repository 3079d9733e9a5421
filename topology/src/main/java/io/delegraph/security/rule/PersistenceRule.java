package io.delegraph.security.rule;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.PathClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what a login, a start or a clock runs, or registers it. */
final class PersistenceRule extends CallRule {
    PersistenceRule() {
        super("T3", "makes something run later");
    }

    @Override
    @Nullable
    Verdict judge(ObservedCall call, ObservedAgent caller, RuleParameters parameters) {
        return call.changes(Set.of(PathClass.PERSISTENCE)) || call.has(CommandFeature.SCHEDULES)
                ? medium("it made something run later")
                : null;
    }
}
