package io.delegraph.codec;

import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.RunMark;

/** Reads and writes the mark of a beginning or an end of a run. */
final class RunMarkCodec {
    private RunMarkCodec() {}

    static void write(RunMark mark, FieldWriter out) {
        out.text(mark.detail())
                .id(mark.causeToolUseId())
                .number(mark.tokens())
                .flag(CompositeFields.ifTrue(mark.fromTranscript()))
                .text(mark.worktree())
                .flag(CompositeFields.ifTrue(mark.listsBackgroundTasks()))
                .flag(CompositeFields.ifTrue(mark.listsShells()))
                .flag(CompositeFields.ifTrue(mark.interim()))
                .id(mark.promptId())
                .text(mark.message())
                .number(mark.agents())
                .flag(CompositeFields.ifTrue(mark.afterBlockedStop()));
    }

    static RunMark read(RowKey.OfMark key, FieldReader in) {
        return RunMark.builder()
                .agentId(key.agentId())
                .at(key.at())
                .kind(key.kind())
                .detail(in.text())
                .causeToolUseId(in.idOrText())
                .tokens(in.number())
                .fromTranscript(in.flag() != null)
                .worktree(in.text())
                .listsBackgroundTasks(in.flag() != null)
                .listsShells(in.flag() != null)
                .interim(in.flag() != null)
                .promptId(in.id())
                .message(in.text())
                .agents(in.integer())
                .afterBlockedStop(in.flag() != null)
                .build();
    }
}
