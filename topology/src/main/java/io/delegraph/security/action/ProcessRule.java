package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.security.shell.ProgramCall;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Commands that end processes, register what runs later, install packages, or print the environment. */
final class ProcessRule implements CommandRule {
    private static final Set<String> INSTALLS = Set.of("install", "i", "add", "get", "-S", "require");
    private static final Set<String> STOPS =
            Set.of("stop", "kill", "disable", "unload", "bootout", "remove", "rm", "down", "delete", "mask");
    private static final Set<String> STARTS = Set.of("enable", "load", "bootstrap", "submit");

    /** What collects hooks, here and elsewhere. */
    private static final Pattern MONITOR = Pattern.compile(
            "(?i).*(?:delegraph|agent\\.hooks|hook\\.sh|kcat|kafka|falco|auditd|osquery|wazuh|filebeat|fluent-?bit|vector|otelcol|otel-collector|promtail).*");

    /** Keys of the registry of Windows whose programs run at every start. */
    private static final Pattern RUN_KEY =
            Pattern.compile("(?i).*[\\\\/](?:Run|RunOnce|RunServices|Winlogon)(?:[\\\\/].*)?");

    private static final Set<String> KILLERS = Set.of("kill", "pkill", "killall", "taskkill", "stop-process");
    private static final Set<String> FINDERS = Set.of("pgrep", "pidof", "grep", "get-process");
    private static final Set<String> SERVICES =
            Set.of("systemctl", "service", "launchctl", "docker", "podman", "brew", "pm2");
    private static final Set<String> SCHEDULERS = Set.of("crontab", "at", "batch", "schtasks", "systemd-run");
    private static final Set<String> INSTALLERS = Set.of(
            "npm",
            "pnpm",
            "yarn",
            "bun",
            "pip",
            "pip3",
            "uv",
            "pipx",
            "gem",
            "cargo",
            "go",
            "apt",
            "apt-get",
            "brew",
            "dnf",
            "yum",
            "apk",
            "pacman",
            "composer");

    /** Programs that end processes. */
    static Set<String> killers() {
        return KILLERS;
    }

    @Override
    public Set<String> programs() {
        return Names.union(
                KILLERS, SERVICES, SCHEDULERS, INSTALLERS, Set.of("env", "printenv", "set", "delegraph", "reg"));
    }

    @Override
    public void look(ProgramCall call, EvidenceBuilder evidence) {
        String name = call.name();
        List<String> words = call.arguments();
        boolean monitor = (KILLERS.contains(name) || SERVICES.contains(name)) && namesMonitor(call);
        if (KILLERS.contains(name)) {
            boolean found = call.substituted().stream().anyMatch(ProcessRule::findsMonitor);
            if ((monitor || found) && !words.contains("-0") && !words.contains("-l")) {
                evidence.feature(CommandFeature.STOPS_MONITORING);
            }
        } else if (name.equals("delegraph")) {
            if (words.contains("stop") || words.contains("uninstall")) {
                evidence.feature(CommandFeature.STOPS_MONITORING);
            }
        } else if (name.equals("reg")) {
            if (words.contains("add")
                    && words.stream().anyMatch(word -> RUN_KEY.matcher(word).matches())) {
                evidence.feature(CommandFeature.SCHEDULES);
            }
        } else if (SCHEDULERS.contains(name)) {
            if (!words.contains("-l") && !words.contains("-r") && !words.contains("/query")) {
                evidence.feature(CommandFeature.SCHEDULES);
            }
        }
        if (SERVICES.contains(name)) {
            service(words, monitor, evidence);
        }
        if (INSTALLERS.contains(name) && words.stream().anyMatch(INSTALLS::contains)) {
            evidence.feature(CommandFeature.INSTALLS_PACKAGES);
        }
        if (Set.of("env", "printenv", "set").contains(name) && words.stream().allMatch(word -> word.startsWith("-"))) {
            evidence.feature(CommandFeature.ENVIRONMENT);
        }
    }

    /** Processes that one call of a pipeline finds and a later one ends. */
    static void look(Collection<List<ProgramCall>> pipelines, EvidenceBuilder evidence) {
        for (List<ProgramCall> pipeline : pipelines) {
            boolean found = false;
            for (ProgramCall call : pipeline) {
                if (found && KILLERS.contains(call.name())) {
                    evidence.feature(CommandFeature.STOPS_MONITORING);
                }
                found |= findsMonitor(call);
            }
        }
    }

    private static boolean findsMonitor(ProgramCall call) {
        return FINDERS.contains(call.name()) && namesMonitor(call);
    }

    private static boolean namesMonitor(ProgramCall call) {
        return call.arguments().stream().anyMatch(word -> MONITOR.matcher(word).matches());
    }

    private static void service(List<String> words, boolean monitor, EvidenceBuilder evidence) {
        if (monitor && words.stream().anyMatch(STOPS::contains)) {
            evidence.feature(CommandFeature.STOPS_MONITORING);
        }
        if (words.stream().anyMatch(STARTS::contains) && !monitor) {
            evidence.feature(CommandFeature.SCHEDULES);
        }
    }
}
