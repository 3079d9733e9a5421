package io.delegraph.security.action;

import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.security.path.CallLocation;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What one tool call does, from the parts of its input that say it. Of one call; not for several threads. */
public final class CallExtractor {
    /** Settings by which a client asks less, runs more, or reports nothing. */
    private static final Pattern WEAKENS = Pattern.compile(
            "\"?disableAllHooks\"?\\s*[:=]\\s*true|bypassPermissions|\"allow\"\\s*:\\s*\\[[^]]{0,2000}\"(?:Bash(?:\\(\\*\\)|\\(\\*:\\*\\))?|\\*)\""
                    + "|skipDangerousModePermissionPrompt|\"hooks\"\\s*:\\s*(?:\\{\\s*}|null)|\"deny\"\\s*:\\s*\\[\\s*]|enableAllProjectMcpServers\"?\\s*:\\s*true"
                    + "|\"sandbox\"\\s*:\\s*\\{[^}]{0,500}\"enabled\"\\s*:\\s*false|del\\(\\s*\\.(?:hooks|permissions)|approval_policy\\s*=\\s*\"never\"|sandbox_mode\\s*=\\s*\"danger");

    /** What protects, in settings: taking it out weakens. */
    private static final Pattern PROTECTS = Pattern.compile("\"(?:hooks|deny|ask|PreToolUse|PostToolUse|sandbox)\"");

    private final EvidenceBuilder evidence;

    public CallExtractor(CallLocation location) {
        this.evidence = new EvidenceBuilder(location);
    }

    /** Runs a command line in a POSIX shell. */
    public CallExtractor runs(String commandLine) {
        CommandLineAnalyzer.analyze(commandLine, evidence);
        if (evidence.writes(PathClass.AGENT_SETTINGS)) {
            weakens(commandLine);
        }
        return this;
    }

    /** Reads a file. */
    public CallExtractor reads(String path) {
        evidence.access(Operation.READ, path, false);
        return this;
    }

    /** Writes a file; {@code content} is what it will hold, or the part of it that changes. */
    public CallExtractor writes(String path, String content) {
        evidence.access(Operation.WRITE, path, false);
        if (evidence.writes(PathClass.AGENT_SETTINGS)) {
            weakens(content);
        }
        return this;
    }

    /** Puts one part of a file in place of another. */
    public CallExtractor replaces(String path, String old, String by) {
        writes(path, by);
        if (evidence.writes(PathClass.AGENT_SETTINGS)
                && PROTECTS.matcher(old).results().anyMatch(found -> !by.contains(found.group()))) {
            evidence.feature(CommandFeature.WEAKENS_SETTINGS);
        }
        return this;
    }

    /** Asks for what an address gives. */
    public CallExtractor fetches(String address) {
        NetworkRule.destination(address.strip(), evidence);
        return this;
    }

    /** Sends something to an address. */
    public CallExtractor sends(String address) {
        evidence.feature(CommandFeature.SENDS);
        return fetches(address);
    }

    /** Deletes a file. */
    public CallExtractor deletes(String path) {
        evidence.access(Operation.DELETE, path, false);
        return this;
    }

    /** Runs statements of a database. */
    public CallExtractor queries(String statements) {
        if (DestructionRule.destroys(statements)) {
            evidence.feature(CommandFeature.DATABASE_DESTROYED);
        }
        return this;
    }

    /** Runs a script of PowerShell. */
    public CallExtractor runsPowerShell(String script) {
        CommandLineAnalyzer.analyzePowerShell(script, evidence);
        if (evidence.writes(PathClass.AGENT_SETTINGS)) {
            weakens(script);
        }
        return this;
    }

    /** Gives another agent a secret. */
    public CallExtractor passesSecret() {
        evidence.feature(CommandFeature.PASSES_SECRET);
        return this;
    }

    /** Runs outside of the client's sandbox. */
    public CallExtractor outsideOfTheSandbox() {
        evidence.feature(CommandFeature.SANDBOX_OFF);
        return this;
    }

    /** {@code hash}: what stands for the name of a target outside, {@link CallEvidence#TARGET_CHARS} hexadecimal digits; an empty text leaves it out. */
    public CallEvidence build(UnaryOperator<String> hash) {
        return evidence.build(hash);
    }

    private void weakens(String content) {
        if (WEAKENS.matcher(content).find()) {
            evidence.feature(CommandFeature.WEAKENS_SETTINGS);
        }
    }
}
