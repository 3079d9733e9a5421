package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.security.shell.Placeholders;
import io.delegraph.security.shell.ProgramCall;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Programs that talk to other machines: where to, and whether they send something. */
final class NetworkRule implements CommandRule {
    private static final Pattern REQUEST_FILE = Pattern.compile("--(?:post|body)-file");

    private static final Set<String> COPIES =
            Set.of("cp", "mv", "sync", "rsync", "upload", "put-object", "upload-batch");

    private static final Pattern SENDING_WORD = Pattern.compile("(?i)POST|PUT|PATCH|-Body|-InFile");
    private static final Pattern FILE_FIELD = Pattern.compile("[\\w.-]+@.+");
    private static final Pattern CLOUD_ADDRESS = Pattern.compile("(?:s3|gs|https)://.*");

    private static final Set<String> SOCKETS = Set.of("nc", "ncat", "netcat", "socat", "telnet");
    private static final Set<String> COPIERS = Set.of("scp", "rsync", "sftp", "rclone");

    @Override
    public Set<String> programs() {
        return Names.union(
                SOCKETS,
                COPIERS,
                Set.of(
                        "wget",
                        "wget2",
                        "aria2c",
                        "http",
                        "https",
                        "xh",
                        "ssh",
                        "ftp",
                        "lftp",
                        "aws",
                        "gsutil",
                        "gcloud",
                        "az",
                        "invoke-webrequest",
                        "iwr",
                        "invoke-restmethod",
                        "irm",
                        "dig",
                        "nslookup"));
    }

    @Override
    public void look(ProgramCall call, EvidenceBuilder evidence) {
        String name = call.name();
        switch (name) {
            case "wget", "wget2", "aria2c" -> wget(call, evidence);
            case "http", "https", "xh", "invoke-webrequest", "iwr", "invoke-restmethod", "irm" ->
                request(call, evidence);
            case "ssh" -> ssh(call, evidence);
            case "aws", "gsutil", "gcloud", "az" -> cloud(call, evidence);
            case "dig", "nslookup" -> lookup(call, evidence);
            default -> {
                if (SOCKETS.contains(name)) {
                    socket(call, evidence);
                } else {
                    copier(call, evidence);
                }
            }
        }
    }

    static void uploaded(String file, ProgramCall call, EvidenceBuilder evidence) {
        evidence.feature(CommandFeature.UPLOADS);
        if (!file.equals("-") && !file.isEmpty()) {
            evidence.access(Operation.READ, call, file);
        }
    }

    private static void wget(ProgramCall call, EvidenceBuilder evidence) {
        Arguments arguments = Arguments.of(
                call,
                Set.of(
                        "-O",
                        "-o",
                        "-P",
                        "--output-document",
                        "--header",
                        "-U",
                        "--post-file",
                        "--body-file",
                        "--post-data",
                        "--body-data",
                        "--method"));
        arguments.operands().forEach(address -> destination(address, evidence));
        List<String> words = call.arguments();
        for (int at = 0; at + 1 < words.size(); at++) {
            if (REQUEST_FILE.matcher(words.get(at)).matches()) {
                evidence.feature(CommandFeature.SENDS);
                uploaded(words.get(at + 1), call, evidence);
            }
        }
        for (String option : arguments.options()) {
            if (option.startsWith("--post-file=") || option.startsWith("--body-file=")) {
                evidence.feature(CommandFeature.SENDS);
                uploaded(option.substring(option.indexOf('=') + 1), call, evidence);
            } else if (option.startsWith("--post-data")
                    || option.startsWith("--body-data")
                    || option.startsWith("--method=P")) {
                evidence.feature(CommandFeature.SENDS);
            }
        }
    }

    private static void request(ProgramCall call, EvidenceBuilder evidence) {
        for (String word : call.arguments()) {
            if (word.contains("://") || word.startsWith("localhost") || word.startsWith(":")) {
                destination(word.startsWith(":") ? "localhost" + word : word, evidence);
            } else if (SENDING_WORD.matcher(word).matches()) {
                evidence.feature(CommandFeature.SENDS);
                if (word.equalsIgnoreCase("-InFile")) {
                    evidence.feature(CommandFeature.UPLOADS);
                }
            } else if (FILE_FIELD.matcher(word).matches()) {
                evidence.feature(CommandFeature.SENDS);
                uploaded(word.substring(word.indexOf('@') + 1), call, evidence);
            }
        }
    }

    private static void ssh(ProgramCall call, EvidenceBuilder evidence) {
        List<String> operands = Arguments.of(
                        call,
                        Set.of("-i", "-p", "-l", "-o", "-L", "-R", "-D", "-F", "-J", "-W", "-b", "-c", "-E", "-S"))
                .operands();
        if (operands.isEmpty()) {
            return;
        }
        evidence.feature(CommandFeature.REMOTE_SHELL);
        destination(operands.getFirst(), evidence);
    }

    private static void socket(ProgramCall call, EvidenceBuilder evidence) {
        Arguments arguments = Arguments.of(call, Set.of("-w", "-i", "-p", "-s", "-X", "-x"));
        if (arguments.has("-l", "-z", "--listen")) {
            return;
        }
        String target =
                arguments.operands().isEmpty() ? "" : arguments.operands().getFirst();
        HostClass host = HostClassifier.ofAddress(target);
        if (host == HostClass.LOOPBACK) {
            evidence.host(host);
            return;
        }
        evidence.host(HostClass.RAW);
        evidence.feature(CommandFeature.SENDS);
    }

    private static void copier(ProgramCall call, EvidenceBuilder evidence) {
        List<String> operands = Arguments.of(
                        call, Set.of("-i", "-P", "-e", "-F", "-o", "-l", "-c", "-J", "--exclude", "--include", "--rsh"))
                .operands();
        if (operands.isEmpty()) {
            return;
        }
        String last = operands.getLast();
        String remoteTarget = remote(last);
        for (String source : operands.subList(0, operands.size() - 1)) {
            String remote = remote(source);
            if (remote != null) {
                destination(remote, evidence);
            } else {
                evidence.access(Operation.READ, call, source);
            }
        }
        if (remoteTarget != null) {
            destination(remoteTarget, evidence);
            evidence.feature(CommandFeature.SENDS);
            evidence.feature(CommandFeature.UPLOADS);
        } else if (operands.size() > 1) {
            evidence.access(Operation.WRITE, call, last);
            if (call.arguments().contains("--delete")) {
                evidence.deleteRecursively(call, last);
            }
        }
    }

    /** The host of {@code user@host:path}; null for a path of this machine. */
    private static @Nullable String remote(String word) {
        int colon = word.indexOf(':');
        boolean local = colon < 0 || word.indexOf('/') >= 0 && word.indexOf('/') < colon || colon == 1;
        return local ? null : word.substring(0, colon);
    }

    private static void cloud(ProgramCall call, EvidenceBuilder evidence) {
        List<String> operands = Arguments.of(
                        call,
                        Set.of(
                                "--region",
                                "--profile",
                                "--query",
                                "--output",
                                "--acl",
                                "--storage-class",
                                "--sse",
                                "--content-type",
                                "--cache-control",
                                "--metadata",
                                "--exclude",
                                "--include"))
                .operands();
        boolean copies = operands.stream().anyMatch(COPIES::contains);
        if (copies
                && operands.size() > 2
                && CLOUD_ADDRESS.matcher(operands.getLast()).matches()) {
            String source = operands.get(operands.size() - 2);
            evidence.host(HostClass.OTHER);
            evidence.feature(CommandFeature.SENDS);
            if (!source.contains("://")) {
                uploaded(source, call, evidence);
            }
        }
    }

    /** A name that a command has put together may carry its output to whoever answers for the domain. */
    private static void lookup(ProgramCall call, EvidenceBuilder evidence) {
        if (!call.substituted().isEmpty() && call.arguments().stream().anyMatch(Placeholders::hasUnknown)) {
            evidence.host(HostClass.OTHER);
            evidence.feature(CommandFeature.SENDS);
            evidence.feature(CommandFeature.UPLOADS);
        }
    }

    static void destination(String address, EvidenceBuilder evidence) {
        HostClass host = HostClassifier.ofAddress(address);
        if (host != null) {
            evidence.host(host);
        }
        if (HostClassifier.collects(address)) {
            evidence.feature(CommandFeature.SENDS);
        }
    }
}
