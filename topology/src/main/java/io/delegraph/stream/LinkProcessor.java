package io.delegraph.stream;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMoved;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.SessionLinked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Remembers which session's client has which process id on a host, and links a client with the nearest one above it. */
final class LinkProcessor implements Processor<String, ClientSeen, String, AgentEvent> {
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final long retention;
    private ProcessorContext<String, AgentEvent> context;
    private HostClients clients;
    private MovedAgents moved;
    private TeamSessions teams;

    LinkProcessor(Duration retention) {
        this.retention = retention.toMillis();
    }

    @Override
    public void init(ProcessorContext<String, AgentEvent> processorContext) {
        context = processorContext;
        clients = new HostClients(context.getStateStore(Names.CLIENTS));
        moved = new MovedAgents(context.getStateStore(Names.CLIENTS));
        teams = new TeamSessions(context.getStateStore(Names.CLIENTS));
        context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> {
            clients.forget(now - retention);
            moved.forget(now - retention);
            teams.forget(now - retention);
        });
    }

    @Override
    public void process(Record<String, ClientSeen> record) {
        String host = record.key();
        ClientSeen seen = record.value();
        if (host == null || seen == null) {
            return;
        }
        agents(host, seen, record.timestamp());
        team(host, seen, record.timestamp());
        if (seen.pid() == null) {
            return;
        }
        clients.complete(host);
        clients.put(host, seen);
        nearestAbove(host, seen).ifPresent(parent -> link(parent, seen, record.timestamp()));
        for (ClientSeen child : clients.below(host, seen.pid())) {
            if (other(child, seen) && child.at() >= seen.at() - retention) {
                nearestAbove(host, child)
                        .filter(parent -> parent.equals(seen))
                        .ifPresent(parent -> link(parent, child, record.timestamp()));
            }
        }
    }

    /** An agent that one session left at work and another one found belongs to the first. */
    private void agents(String host, ClientSeen seen, long now) {
        for (String agentId : seen.leftAgents()) {
            moved.left(host, agentId, seen.sessionId(), seen.at()).stream()
                    .filter(later -> !later.equals(seen.sessionId()))
                    .forEach(later -> move(agentId, seen.sessionId(), later, seen, now));
        }
        for (String agentId : seen.foundAgents()) {
            moved.found(host, agentId, seen.sessionId(), seen.at()).stream()
                    .filter(home -> !home.equals(seen.sessionId()))
                    .forEach(home -> move(agentId, home, seen.sessionId(), seen, now));
        }
    }

    private void team(String host, ClientSeen seen, long now) {
        if (!seen.ofTeam()) {
            return;
        }
        for (TeamSessions.Change change : teams.see(host, seen, now)) {
            TeamSessions.Match match = change.match();
            String id = "team-" + match.session() + "-" + change.revision() + (change.withdrawn() ? "-withdrawn" : "");
            Boolean withdrawn = change.withdrawn() ? Boolean.TRUE : null;
            send(
                    new SessionLinked(
                            Origins.of(match.session(), id, match.at(), now),
                            match.leadSession(),
                            null,
                            null,
                            change.revision(),
                            withdrawn),
                    now);
            send(
                    new SessionLinked(
                            Origins.of(match.leadSession(), id, match.at(), now),
                            null,
                            match.session(),
                            match.toolUseId(),
                            change.revision(),
                            withdrawn),
                    now);
        }
    }

    private void move(String agentId, String home, String later, ClientSeen seen, long now) {
        for (String session : List.of(later, home)) {
            Origin origin = Origins.of(session, "moved-" + agentId + "-" + later, seen.at(), now);
            context.forward(new Record<>(session, new AgentMoved(origin, agentId, home, later), now));
        }
    }

    private Optional<ClientSeen> nearestAbove(String host, ClientSeen child) {
        return child.ancestorPids().stream()
                .map(pid -> clients.get(host, pid))
                .filter(client -> client != null && other(client, child) && client.at() >= child.at() - retention)
                .findFirst();
    }

    private static boolean other(ClientSeen one, ClientSeen other) {
        return !one.sessionId().equals(other.sessionId());
    }

    private void link(ClientSeen parent, ClientSeen child, long now) {
        send(SessionLinked.exactly(origin(child.sessionId(), child, now), parent.sessionId(), null), now);
        send(SessionLinked.exactly(origin(parent.sessionId(), child, now), null, child.sessionId()), now);
    }

    private static Origin origin(String sessionId, ClientSeen child, long now) {
        return Origins.of(sessionId, "link-" + child.sessionId(), child.at(), now);
    }

    private void send(SessionLinked event, long now) {
        context.forward(new Record<>(event.origin().sessionId(), event, now));
    }
}
