package io.delegraph.codec;

import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.RunMark;

/** A beginning or an end of a run. */
final class RunMarkCodec {
    private RunMarkCodec() {}

    static void write(RunMark it, FieldWriter out) {
        out.text(it.detail())
                .id(it.causeToolUseId())
                .number(it.tokens())
                .flag(CompositeFields.ifTrue(it.fromTranscript()))
                .text(it.worktree())
                .flag(CompositeFields.ifTrue(it.listsBackgroundTasks()))
                .flag(CompositeFields.ifTrue(it.listsShells()))
                .flag(CompositeFields.ifTrue(it.interim()))
                .id(it.promptId())
                .text(it.message())
                .number(it.agents());
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
                .build();
    }
}
