package io.delegraph.tools.demo;

import io.delegraph.tools.demo.truth.Label;
import io.delegraph.tools.demo.truth.SessionTruth;
import io.delegraph.tools.replay.Hook;
import java.util.Comparator;
import java.util.List;

/** A session, with those that its agents started: hooks in time order, and labels. */
final class DemoSession {
    private final List<Hook> hooks;
    private final List<SessionTruth> truths;

    /** One of its sessions. */
    record SessionPart(List<Hook> hooks, SessionTruth truth) {}

    DemoSession(List<SessionPart> parts) {
        this.hooks = parts.stream()
                .flatMap(part -> part.hooks.stream())
                .sorted(Comparator.comparingLong(Hook::firedAt))
                .toList();
        this.truths = parts.stream().map(SessionPart::truth).toList();
    }

    List<Hook> hooks() {
        return hooks;
    }

    /** The number of hooks by {@code moment}, epoch ms. */
    long hooksBy(long moment) {
        return hooks.stream().filter(hook -> hook.firedAt() <= moment).count();
    }

    /** The labels when nothing later than {@code cut} is sent, epoch ms. */
    List<Label> labels(long cut) {
        return truths.stream().flatMap(truth -> truth.labels(cut).stream()).toList();
    }
}
