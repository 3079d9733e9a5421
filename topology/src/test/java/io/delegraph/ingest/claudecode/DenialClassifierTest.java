package io.delegraph.ingest.claudecode;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.event.Denial;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's own words for a denial, as its versions 2.1.330 to 2.1.332 have them. */
class DenialClassifierTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Permission to use Bash with command git stash has been denied.                                                 | DENY_RULE
            Permission for this action was denied by the Claude Code auto mode classifier. Reason: x                       | AUTO_MODE
            PreToolUse:Bash hook error: no                                                                                 | HOOK
            Cannot edit files while in plan mode                                                                           | PLAN_MODE
            This agent is isolated in a worktree                                                                           | SANDBOX
            The user doesn't want to proceed with this tool use. The tool use was rejected.                                | PERSON
            Claude requested permissions to write to /a, but you haven't granted it yet.                                   | NOT_GRANTED
            This command requires approval                                                                                 | NOT_GRANTED
            This Bash command contains multiple operations. The following parts require approval: mkdir -p .claude, printf | NOT_GRANTED
            This Bash command contains multiple operations. The following part requires approval: printf                   | NOT_GRANTED
            This PowerShell command contains multiple operations that require approval                                     | NOT_GRANTED
            This command uses shell operators that require approval for safety                                             | NOT_GRANTED
            Multiple directory changes in one command require approval for clarity                                         | NOT_GRANTED
            sed command requires approval (contains potentially dangerous operations)                                      | NOT_GRANTED
            MCP tool call requires approval                                                                                | NOT_GRANTED
            Permission for this tool use was denied. It requires approval, and this session has no approval surface        | NOT_GRANTED
            """)
    void shouldKnowTheWordsOfTheClient(String answer, Denial denial) {
        assertThat(DenialClassifier.classify(answer)).isEqualTo(denial);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            To tell you how to proceed, the user said: use pnpm                            | true
            The user said: use pnpm                                                        | true
            STOP what you are doing and wait for the user to tell you how to proceed.      |
            To tell you how to proceed, the user said:                                     |
            """)
    void shouldKnowWhetherThePersonWhoRejectedACallSaidMore(String rest, @Nullable Boolean said) {
        String answer = "The user doesn't want to proceed with this tool use. The tool use was rejected. " + rest;

        assertThat(DenialClassifier.personsWords(Denial.PERSON, answer)).isEqualTo(said);
        assertThat(DenialClassifier.personsWords(Denial.HOOK, answer)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hi",
                "This command requires approval of two people, see the manual",
                "This document contains multiple operations.",
                "3 files changed",
                "Note: sed command requires approval"
            })
    void shouldNotTakeAnOutputForADenial(String answer) {
        assertThat(DenialClassifier.classify(answer)).isNull();
    }
}
