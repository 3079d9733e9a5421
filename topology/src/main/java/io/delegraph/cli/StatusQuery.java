package io.delegraph.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.cli.terminal.InstanceStatus;
import io.delegraph.cli.terminal.InstanceStatus.Need;
import io.delegraph.cli.terminal.InstanceStatus.Place;
import io.delegraph.cli.terminal.InstanceStatus.Service;
import io.delegraph.cli.terminal.InstanceStatus.Work;
import io.delegraph.doctor.EndpointClient.HttpResult;
import io.delegraph.query.Queries.NotAvailableException;
import io.delegraph.query.Queries.Page;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.SessionSummary;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks one Delegraph how it is and what goes on. */
final class StatusQuery {
    private static final Duration RECENT = Duration.ofDays(1);
    private static final int MAX_SESSIONS = 1_000;
    private static final Pattern LAG =
            Pattern.compile("delegraph_consumer_lag_records\\{.*topic=\"([^\"]+)\".*} ([0-9.E+]+)");

    /** Of the states of a session's root and agents. */
    private static final Set<AgentState> AT_WORK = EnumSet.of(AgentState.REQUESTED, AgentState.ACTIVE);

    private final Api api;
    private final @Nullable Place place;
    private final long now;

    /**
     * Asks nothing yet.
     *
     * @param place null when it was named by its address
     * @param now epoch ms
     */
    StatusQuery(Api api, @Nullable Place place, long now) {
        this.api = api;
        this.place = place;
        this.now = now;
    }

    /** Never fails for an instance that does not answer: that is its status. */
    InstanceStatus run() {
        HttpResult ready = api.ready();
        if (ready.status() == 0) {
            return status("it does not answer (" + ready.body() + ")", null, null);
        }
        try {
            Service service = service();
            return ready.status() == 200
                    ? status(null, service, work())
                    : status("it is starting or restoring its state", service, null);
        } catch (NotAvailableException | CommandException e) {
            return status(String.valueOf(e.getMessage()), null, null);
        }
    }

    private InstanceStatus status(@Nullable String problem, @Nullable Service service, @Nullable Work work) {
        return new InstanceStatus(api.url().toString(), place, problem, service, work, now);
    }

    private Service service() {
        JsonNode status = api.json("/api/v1/status");
        JsonNode hooks = status.path("hooks");
        JsonNode newest = status.path("rejected").path("newest");
        String where = newest.path("where").asText();
        return new Service(
                status.path("version").asText(),
                status.path("started_at").asLong(),
                status.path("kafka").asText(),
                hooks.path("arrived").asLong(),
                hooks.path("last_at").isNumber() ? hooks.path("last_at").asLong() : null,
                status.path("rejected").path("count").asLong(),
                newest.isObject() ? newest.path("reason").asText() + (where.isEmpty() ? "" : " (" + where + ")") : null,
                lag());
    }

    private Map<String, Long> lag() {
        Map<String, Long> lag = new TreeMap<>();
        api.text("/metrics").lines().forEach(line -> {
            Matcher meter = LAG.matcher(line);
            if (meter.matches()) {
                lag.merge(meter.group(1), (long) Double.parseDouble(meter.group(2)), Long::sum);
            }
        });
        return lag;
    }

    private Work work() {
        Page<SessionSummary> page = api.read(
                "/api/v1/sessions?state=REQUESTED,ACTIVE,WAITING&from=" + (now - RECENT.toMillis()) + "&limit="
                        + MAX_SESSIONS,
                new TypeReference<>() {});
        List<SessionSummary> atWork =
                page.items().stream().filter(session -> agents(session) > 0).toList();
        return new Work(
                atWork.size(),
                atWork.stream().mapToInt(StatusQuery::agents).sum(),
                page.items().size() - atWork.size(),
                page.items().stream()
                        .flatMap(session -> session.waits().stream().map(wait -> need(session, wait)))
                        .sorted(Comparator.comparingLong(Need::since))
                        .toList(),
                page.next() != null || !page.missingPartitions().isEmpty());
    }

    /** How many are at work, the root counted. Who waits for a person is at work too. */
    private static int agents(SessionSummary session) {
        int waiting = session.agents().getOrDefault(AgentState.WAITING, 0);
        int working = AT_WORK.stream()
                .mapToInt(state -> session.agents().getOrDefault(state, 0))
                .sum();
        boolean held = session.state() == AgentState.WAITING && !session.waits().isEmpty();
        return working + waiting + (AT_WORK.contains(session.state()) || held ? 1 : 0);
    }

    private static Need need(SessionSummary session, SessionSummary.Wait wait) {
        return new Need(session.sessionId(), session.title(), wait.agentId(), wait.since(), wait.why());
    }
}
