package io.delegraph.cli.terminal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Delegraph at a moment. Times are epoch ms.
 *
 * @param url where it answers over HTTP; null while it starts
 * @param place null when it was named by its address: it may be on another machine
 * @param problem why it does not answer, or not yet; null when it does
 * @param service null when it does not answer
 * @param work null when it does not answer, or not yet
 * @param asOf this machine's clock
 */
public record InstanceStatus(
        @Nullable String url,
        @Nullable Place place,
        @Nullable String problem,
        @Nullable Service service,
        @Nullable Work work,
        long asOf) {
    /**
     * Where it runs on this machine.
     *
     * @param dataDir absolute
     * @param demo whether it plays a demo
     */
    public record Place(long pid, String dataDir, String log, boolean demo) {}

    /**
     * How the service is.
     *
     * @param lastHookAt arrival of the latest hook that is still kept; null when there is none
     * @param rejected hooks of the last 24 hours that could not be understood
     * @param newestRejection why the newest of them was not; null when there is none
     * @param lag records that were not read yet, by topic; empty when it does not say
     */
    public record Service(
            String version,
            long startedAt,
            String kafka,
            long hooks,
            @Nullable Long lastHookAt,
            long rejected,
            @Nullable String newestRejection,
            Map<String, Long> lag) {}

    /**
     * What goes on, among the sessions seen in the last 24 hours.
     *
     * @param sessions of which at least one agent is at work
     * @param agents at work, the sessions' roots counted
     * @param idleSessions that wait for their next prompt
     * @param needs what a person is needed for, oldest first
     * @param partial whether there may be more: a part of the sessions could not be asked, or there were too many
     */
    public record Work(int sessions, int agents, int idleSessions, List<Need> needs, boolean partial) {
        public Work {
            needs = List.copyOf(needs);
        }
    }

    /**
     * Something that a person is needed for.
     *
     * @param title of the session; null when it has none
     * @param why in plain words
     */
    public record Need(String sessionId, @Nullable String title, String agentId, long since, String why) {}
}
