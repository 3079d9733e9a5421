package io.delegraph.doctor;

import io.delegraph.config.Settings;
import io.delegraph.install.HookFragment.HookHandler;
import io.delegraph.install.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks every station on the way of a hook, in order, and sends a probe through it:
 *
 * <pre>
 * hook in the client's settings → (spool) → broker: agent.hooks → ingest → HTTP
 * </pre>
 */
public final class Doctor {
    private Doctor() {}

    /**
     * What to check.
     *
     * @param settingsFiles the client's, by level
     * @param readToken null when none is needed
     * @param command how Delegraph is called, for the instructions
     * @param demo whether it is the demo that is looked at, which hooks are not meant to reach
     */
    public record DoctorInput(
            Settings settings,
            String bootstrapServers,
            URI url,
            @Nullable String readToken,
            Map<String, Path> settingsFiles,
            String command,
            boolean demo) {}

    /** The findings in the order of the way. Takes some seconds when a station does not answer. */
    public static List<Finding> run(DoctorInput patient) {
        HookScriptSettings hookSettings = HookScriptSettings.read(System.getenv());
        HookConfigurationCheck hooks = new HookConfigurationCheck(patient.settingsFiles, patient.command);
        Spool spool = Spool.of(hookSettings);
        EndpointClient endpoint = new EndpointClient(patient.url, patient.readToken);
        boolean kcatWanted = hooks.handlers().stream().anyMatch(handler -> handler.transport() == Transport.KCAT);
        List<Finding> findings = new ArrayList<>(MachineCheck.check(patient.settings.dataDir(), kcatWanted));
        findings.addAll(hooks.findings());
        findings.add(spool.check());
        try (ClusterCheck cluster = ClusterCheck.at(patient.bootstrapServers, patient.settings)) {
            findings.addAll(cluster.check());
            Finding http = endpoint.check();
            findings.add(http);
            if (!cluster.answers() && http.state() == Finding.FindingState.ACTION_NEEDED) {
                // no instance is running to receive it, and the script would keep it for later
                return findings;
            }
            if (patient.demo) {
                findings.add(Finding.note(
                        "probe",
                        "none was sent: this is the demo, and hooks are for a Delegraph of your own (" + patient.command
                                + " up)"));
                return findings;
            }
            for (HookHandler handler : hooks.handlers()) {
                findings.add(new ProbeCheck(handler, endpoint, cluster, hookSettings, spool).check());
            }
        }
        return findings;
    }
}
