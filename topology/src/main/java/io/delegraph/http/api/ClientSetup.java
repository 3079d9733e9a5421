package io.delegraph.http.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far Delegraph is set up for the client on this machine, for somebody who has just begun.
 *
 * @param command how Delegraph is called here
 * @param local whether clients run on this machine too, as far as the address tells that is listened on; otherwise nothing is known of
 *     their settings, and {@code hooks} and {@code historySessions} are empty
 * @param hooks every way by which events would come: with more than one, each event arrives more than once
 * @param events made of hooks since this instance started; probes are none
 * @param probeAt when the newest probe that arrived was sent, epoch ms; null when none has arrived since this instance started
 * @param historyDir where the client keeps its transcripts
 * @param historySessions how many transcripts of sessions there are
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ClientSetup(
        String command,
        boolean local,
        List<Hook> hooks,
        long events,
        @Nullable Long probeAt,
        String historyDir,
        long historySessions) {
    public ClientSetup {
        hooks = List.copyOf(hooks);
    }

    /**
     * One way.
     *
     * @param transport {@code script}, {@code http}, {@code kcat} or {@code plugin}
     * @param settings the file that has it
     */
    public record Hook(String transport, String settings) {}
}
