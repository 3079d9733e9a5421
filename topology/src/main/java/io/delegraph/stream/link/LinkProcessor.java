package io.delegraph.stream.link;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMoved;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.SessionLinked;
import io.delegraph.stream.record.ClientSeen;
import io.delegraph.stream.record.DerivedOrigins;
import io.delegraph.stream.record.Names;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Stores the process id of each session's client on a host, and links a client with its nearest ancestor. */
final class LinkProcessor implements Processor<String, ClientSeen, String, AgentEvent> {
    private static final Duration EXPIRE_INTERVAL = Duration.ofHours(1);

    private final long retention;
    private ProcessorContext<String, AgentEvent> context;
    private HostClients clients;
    private MovedAgentStore moved;
    private TeammateMatcher teams;

    LinkProcessor(Duration retention) {
        this.retention = retention.toMillis();
    }

    @Override
    public void init(ProcessorContext<String, AgentEvent> processorContext) {
        context = processorContext;
        clients = new HostClients(context.getStateStore(Names.CLIENTS));
        moved = new MovedAgentStore(context.getStateStore(Names.CLIENTS));
        teams = new TeammateMatcher(context.getStateStore(Names.CLIENTS));
        context.schedule(EXPIRE_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> {
            clients.expire(now - retention);
            moved.expire(now - retention);
            teams.expire(now - retention);
        });
    }

    @Override
    public void process(Record<String, ClientSeen> record) {
        String host = record.key();
        ClientSeen seen = record.value();
        if (host == null || seen == null) {
            return;
        }
        linkMovedAgents(host, seen, record.timestamp());
        linkTeam(host, seen, record.timestamp());
        if (seen.pid() == null) {
            return;
        }
        clients.indexAncestors(host);
        clients.put(host, seen);
        nearestAncestor(host, seen).ifPresent(parent -> emitLink(parent, seen, record.timestamp()));
        for (ClientSeen child : clients.descendants(host, seen.pid())) {
            if (differentSession(child, seen) && child.at() >= seen.at() - retention) {
                nearestAncestor(host, child)
                        .filter(parent -> parent.equals(seen))
                        .ifPresent(parent -> emitLink(parent, child, record.timestamp()));
            }
        }
    }

    /** An agent that one session left at work and another one found belongs to the first one. */
    private void linkMovedAgents(String host, ClientSeen seen, long now) {
        for (String agentId : seen.leftAgents()) {
            moved.recordLeft(host, agentId, seen.sessionId(), seen.at()).stream()
                    .filter(later -> !later.equals(seen.sessionId()))
                    .forEach(later -> emitMoved(agentId, seen.sessionId(), later, seen, now));
        }
        for (String agentId : seen.foundAgents()) {
            moved.recordFound(host, agentId, seen.sessionId(), seen.at()).stream()
                    .filter(home -> !home.equals(seen.sessionId()))
                    .forEach(home -> emitMoved(agentId, home, seen.sessionId(), seen, now));
        }
    }

    private void linkTeam(String host, ClientSeen seen, long now) {
        if (!seen.teamUpdate()) {
            return;
        }
        for (TeammateMatcher.MatchChange change : teams.update(host, seen, now)) {
            TeammateMatcher.TeammateMatch match = change.match();
            String id = "team-" + match.session() + "-" + change.revision() + (change.withdrawn() ? "-withdrawn" : "");
            Boolean withdrawn = change.withdrawn() ? Boolean.TRUE : null;
            send(
                    new SessionLinked(
                            DerivedOrigins.of(match.session(), id, match.at(), now),
                            match.leadSession(),
                            null,
                            null,
                            change.revision(),
                            withdrawn),
                    now);
            send(
                    new SessionLinked(
                            DerivedOrigins.of(match.leadSession(), id, match.at(), now),
                            null,
                            match.session(),
                            match.toolUseId(),
                            change.revision(),
                            withdrawn),
                    now);
        }
    }

    private void emitMoved(String agentId, String home, String later, ClientSeen seen, long now) {
        for (String session : List.of(later, home)) {
            Origin origin = DerivedOrigins.of(session, "moved-" + agentId + "-" + later, seen.at(), now);
            context.forward(new Record<>(session, new AgentMoved(origin, agentId, home, later), now));
        }
    }

    private Optional<ClientSeen> nearestAncestor(String host, ClientSeen child) {
        return child.ancestorPids().stream()
                .map(pid -> clients.get(host, pid))
                .filter(client ->
                        client != null && differentSession(client, child) && client.at() >= child.at() - retention)
                .findFirst();
    }

    private static boolean differentSession(ClientSeen one, ClientSeen other) {
        return !one.sessionId().equals(other.sessionId());
    }

    private void emitLink(ClientSeen parent, ClientSeen child, long now) {
        send(SessionLinked.exactly(origin(child.sessionId(), child, now), parent.sessionId(), null), now);
        send(SessionLinked.exactly(origin(parent.sessionId(), child, now), null, child.sessionId()), now);
    }

    private static Origin origin(String sessionId, ClientSeen child, long now) {
        return DerivedOrigins.of(sessionId, "link-" + child.sessionId(), child.at(), now);
    }

    private void send(SessionLinked event, long now) {
        context.forward(new Record<>(event.origin().sessionId(), event, now));
    }
}
