package io.delegraph.security.action;

import static io.delegraph.schemas.event.CommandFeature.CREDENTIAL_TOOL;
import static io.delegraph.schemas.event.CommandFeature.PUBLISH;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.security.shell.ProgramCall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Commands that make something public, and those that give out credentials. */
final class ReleaseRule implements CommandRule {
    private static final Set<String> HARMLESS = Set.of("--dry-run", "--help", "-h");

    private static final Pattern GISTS = Pattern.compile("/?gists");
    private static final Pattern SENDING_OPTION =
            Pattern.compile("(?i)(?:--method=)?POST|-XPOST|-f|--(?:raw-)?field|--input");
    private static final Pattern ON_THIS_MACHINE =
            Pattern.compile("(?:--registry=)?(?:https?://)?(?:localhost|127\\.0\\.0\\.1)(?:[:/].*)?");

    private static final Map<String, List<ProgramWords>> CALLS = ProgramWords.byProgram(
            ProgramWords.of(PUBLISH, "gh", "gist", "create"),
            ProgramWords.of(PUBLISH, "gh", "gist", "edit"),
            ProgramWords.of(PUBLISH, "gh", "repo", "create", "--public"),
            ProgramWords.of(PUBLISH, "gh", "repo", "edit", "--visibility(?:=public)?"),
            ProgramWords.of(PUBLISH, "gh", "release", "(?:create|upload)"),
            ProgramWords.of(PUBLISH, "glab", "snippet", "create"),
            ProgramWords.of(PUBLISH, "glab", "repo", "create", "--public"),
            ProgramWords.of(PUBLISH, "npm", "publish"),
            ProgramWords.of(PUBLISH, "yarn", "publish"),
            ProgramWords.of(PUBLISH, "yarn", "npm", "publish"),
            ProgramWords.of(PUBLISH, "pnpm", "publish"),
            ProgramWords.of(PUBLISH, "bun", "publish"),
            ProgramWords.of(PUBLISH, "cargo", "publish"),
            ProgramWords.of(PUBLISH, "twine", "upload"),
            ProgramWords.of(PUBLISH, "poetry", "publish"),
            ProgramWords.of(PUBLISH, "uv", "publish"),
            ProgramWords.of(PUBLISH, "flit", "publish"),
            ProgramWords.of(PUBLISH, "gem", "push"),
            ProgramWords.of(PUBLISH, "mvn", "(?:deploy|.*:deploy)"),
            ProgramWords.of(PUBLISH, "gradle", "publish.*"),
            ProgramWords.of(PUBLISH, "gradlew", "publish.*"),
            ProgramWords.of(PUBLISH, "dotnet", "nuget", "push"),
            ProgramWords.of(PUBLISH, "docker", "push"),
            ProgramWords.of(PUBLISH, "podman", "push"),
            ProgramWords.of(PUBLISH, "helm", "push"),
            ProgramWords.of(PUBLISH, "vsce", "publish"),
            ProgramWords.of(PUBLISH, "ovsx", "publish"),
            ProgramWords.of(PUBLISH, "jsr", "publish"),
            ProgramWords.of(PUBLISH, "mix", "hex\\.publish"),
            ProgramWords.of(PUBLISH, "pod", "trunk", "push"),
            ProgramWords.of(CREDENTIAL_TOOL, "gh", "auth", "token"),
            ProgramWords.of(CREDENTIAL_TOOL, "glab", "auth", "status", "--show-token|-t"),
            ProgramWords.of(CREDENTIAL_TOOL, "gcloud", "auth", "print-(?:access|identity)-token"),
            ProgramWords.of(CREDENTIAL_TOOL, "gcloud", "secrets", "versions", "access"),
            ProgramWords.of(CREDENTIAL_TOOL, "aws", "configure", "(?:get|export-credentials)"),
            ProgramWords.of(CREDENTIAL_TOOL, "aws", "secretsmanager", "get-secret-value"),
            ProgramWords.of(CREDENTIAL_TOOL, "aws", "ssm", "get-parameters?(?:-by-path)?", "--with-decryption"),
            ProgramWords.of(CREDENTIAL_TOOL, "aws", "sts", "get-session-token"),
            ProgramWords.of(CREDENTIAL_TOOL, "az", "account", "get-access-token"),
            ProgramWords.of(CREDENTIAL_TOOL, "az", "keyvault", "secret", "(?:show|download)"),
            ProgramWords.of(
                    CREDENTIAL_TOOL, "kubectl", "get", "secrets?(?:/.*)?", ".*(?:yaml|json|jsonpath|template).*"),
            ProgramWords.of(CREDENTIAL_TOOL, "vault", "(?:read|kv)"),
            ProgramWords.of(CREDENTIAL_TOOL, "op", "(?:read|item)"),
            ProgramWords.of(CREDENTIAL_TOOL, "pass", "(?:show|[A-Za-z0-9_-]+/.*)"),
            ProgramWords.of(CREDENTIAL_TOOL, "bw", "(?:get|list|export)"),
            ProgramWords.of(CREDENTIAL_TOOL, "security", "find-(?:generic|internet)-password", ".*-?[wg].*"),
            ProgramWords.of(CREDENTIAL_TOOL, "security", "dump-keychain"),
            ProgramWords.of(CREDENTIAL_TOOL, "secret-tool", "lookup|search"),
            ProgramWords.of(CREDENTIAL_TOOL, "git", "credential", "fill"),
            ProgramWords.of(CREDENTIAL_TOOL, "heroku", "config"),
            ProgramWords.of(CREDENTIAL_TOOL, "doppler", "secrets"),
            ProgramWords.of(CREDENTIAL_TOOL, "keyring", "get"));

    @Override
    public Set<String> programs() {
        return CALLS.keySet();
    }

    @Override
    public void look(ProgramCall call, EvidenceBuilder evidence) {
        List<CommandFeature> features = ProgramWords.features(CALLS, call);
        boolean gist = createsGist(call);
        if (features.isEmpty() && !gist) {
            return;
        }
        boolean harmless = call.arguments().stream().anyMatch(HARMLESS::contains)
                || call.arguments().stream().anyMatch(ReleaseRule::onThisMachine)
                || call.arguments().contains("private") && !call.arguments().contains("public");
        if (!harmless) {
            features.forEach(evidence::feature);
            if (gist) {
                evidence.feature(PUBLISH);
            }
        }
    }

    private static boolean createsGist(ProgramCall call) {
        return call.name().equals("gh")
                && call.arguments().contains("api")
                && call.arguments().stream()
                        .anyMatch(word -> GISTS.matcher(word).matches())
                && call.arguments().stream()
                        .anyMatch(word -> SENDING_OPTION.matcher(word).matches());
    }

    /** Whether an image or an address is of a registry of this machine. */
    private static boolean onThisMachine(String word) {
        return ON_THIS_MACHINE.matcher(word).matches();
    }
}
