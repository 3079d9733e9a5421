package io.delegraph.codec;

import io.delegraph.lifecycle.row.ClientProcess;
import io.delegraph.lifecycle.row.ClockShift;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.SessionRowBuilder;
import io.delegraph.lifecycle.row.Timestamped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes the row of a session. */
final class SessionRowCodec {
    private SessionRowCodec() {}

    static void write(SessionRow session, FieldWriter out) {
        CompositeFields.sighting(session.seen(), out);
        out.text(session.source())
                .stamped(session.sourceVersion())
                .stamped(session.project())
                .text(session.user())
                .text(session.host());
        process(session.process(), out);
        Timestamped<SessionEnd> ended = session.ended();
        SessionEnd end = Timestamped.valueOf(ended);
        out.time(session.startedAt())
                .stamped(
                        ended == null
                                ? null
                                : new Timestamped<>(ended.at(), ended.value().reason()))
                .time(session.promptAt())
                .time(session.turnEndedAt())
                .time(
                        session.listing() == null
                                ? null
                                : (Long) session.listing().at())
                .time(session.listing() == null ? null : session.listing().value())
                .stamped(session.parent());
        CompositeFields.failure(session.turnFailed(), out);
        out.time(session.teammatesAt())
                .time(session.workflowsAt())
                .stamped(session.customTitle())
                .stamped(session.generatedTitle())
                .time(session.ledAt());
        clock(session.clock(), out);
        out.stamped(session.previous())
                .stamped(session.next())
                .revision(session.lead())
                .flag(
                        end == null
                                ? null
                                : CompositeFields.unless(ImpliedFields.clientGoesOn(end.reason()), end.clientGoesOn()))
                .time(session.settingsChangedAt());
    }

    static SessionRow read(FieldReader in) {
        SessionRowBuilder row = SessionRow.builder()
                .seen(CompositeFields.sighting(in))
                .source(in.text())
                .sourceVersion(in.stamped())
                .project(in.stamped())
                .user(in.text())
                .host(in.text())
                .process(process(in))
                .startedAt(in.time());
        Timestamped<String> reason = in.stamped();
        return row.promptAt(in.time())
                .turnEndedAt(in.time())
                .listing(listing(in))
                .parent(in.stamped())
                .turnFailed(CompositeFields.failure(in))
                .teammatesAt(in.time())
                .workflowsAt(in.time())
                .customTitle(in.stamped())
                .generatedTitle(in.stamped())
                .ledAt(in.time())
                .clock(clock(in))
                .previous(in.stamped())
                .next(in.stamped())
                .lead(in.revision())
                .ended(end(reason, in.flag()))
                .settingsChangedAt(in.time())
                .build();
    }

    private static void process(@Nullable Timestamped<ClientProcess> seen, FieldWriter out) {
        ClientProcess process = Timestamped.valueOf(seen);
        out.time(seen == null ? null : (Long) seen.at())
                .text(process == null ? null : process.host())
                .number(process == null ? null : (Long) process.pid())
                .numbers(process == null ? List.of() : process.ancestors());
    }

    private static @Nullable Timestamped<ClientProcess> process(FieldReader in) {
        Long at = in.time();
        String host = in.text();
        Long pid = in.number();
        List<Long> ancestors = in.numbers();
        return at == null
                ? null
                : new Timestamped<>(
                        at, new ClientProcess(CompositeFields.written(host), CompositeFields.written(pid), ancestors));
    }

    private static @Nullable Timestamped<Long> listing(FieldReader in) {
        Long at = in.time();
        Long arrival = in.time();
        return at == null ? null : new Timestamped<>(at, CompositeFields.written(arrival));
    }

    private static void clock(@Nullable Timestamped<ClockShift> found, FieldWriter out) {
        ClockShift clock = Timestamped.valueOf(found);
        out.time(found == null ? null : (Long) found.at())
                .number(clock == null ? null : clock.pid())
                .number(clock == null ? null : (Long) clock.ms())
                .number(clock == null ? null : (Long) clock.lead());
    }

    private static @Nullable Timestamped<ClockShift> clock(FieldReader in) {
        Long at = in.time();
        Long pid = in.number();
        Long ms = in.number();
        Long lead = in.number();
        return at == null
                ? null
                : new Timestamped<>(
                        at, new ClockShift(pid, CompositeFields.written(ms), CompositeFields.written(lead)));
    }

    /** @param goesOn null where the reason implies it */
    private static @Nullable Timestamped<SessionEnd> end(
            @Nullable Timestamped<String> reason, @Nullable Boolean goesOn) {
        return reason == null
                ? null
                : new Timestamped<>(
                        reason.at(),
                        new SessionEnd(
                                reason.value(), goesOn == null ? ImpliedFields.clientGoesOn(reason.value()) : goesOn));
    }
}
