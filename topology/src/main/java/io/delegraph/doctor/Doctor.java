package io.delegraph.doctor;

import io.delegraph.config.Settings;
import io.delegraph.install.Fragment.Handler;
import io.delegraph.install.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks at everything on the way of a hook, in its order, and sends a probe down that way:
 *
 * <pre>
 * hook in the client's settings → (spool) → broker: agent.hooks → ingest → HTTP
 * </pre>
 */
public final class Doctor {
    private Doctor() {}

    /**
     * Where to look.
     *
     * @param settingsFiles the client's, by level
     * @param readToken null when none is needed
     * @param command how Delegraph is called, for what there is to do
     */
    public record Patient(
            Settings settings,
            String bootstrapServers,
            URI url,
            String readToken,
            Map<String, Path> settingsFiles,
            String command) {}

    /** What was found, in the order of the way. Takes some seconds when something does not answer. */
    public static List<Finding> examine(Patient patient) {
        HookSettings hookSettings = HookSettings.read(System.getenv());
        HookSetUp hooks = new HookSetUp(patient.settingsFiles, patient.command);
        Spool spool = Spool.of(hookSettings);
        Endpoint endpoint = new Endpoint(patient.url, patient.readToken);
        boolean kcatWanted = hooks.handlers().stream().anyMatch(handler -> handler.transport() == Transport.KCAT);
        List<Finding> findings = new ArrayList<>(Machine.look(patient.settings.dataDir(), kcatWanted));
        findings.addAll(hooks.findings());
        findings.add(spool.look());
        try (Cluster cluster = Cluster.at(patient.bootstrapServers, patient.settings)) {
            findings.addAll(cluster.look());
            Finding http = endpoint.look();
            findings.add(http);
            if (!cluster.answers() && http.state() == Finding.State.TODO) {
                // nobody is there who could see it, and the script would keep it for later
                return findings;
            }
            for (Handler handler : hooks.handlers()) {
                findings.add(new FiredProbe(handler, endpoint, cluster, hookSettings, spool).fire());
            }
        }
        return findings;
    }
}
