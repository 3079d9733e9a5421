package io.delegraph.codec;

import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RowKey;

/** Reads and writes the row of a prompt. */
final class PromptRowCodec {
    private PromptRowCodec() {}

    static void write(PromptRow prompt, FieldWriter out) {
        out.time(prompt.ownAt()).number(prompt.promptChars()).text(prompt.command());
        CompositeFields.flags(prompt.declared(), out);
        out.stamped(prompt.notifiedTask())
                .time(prompt.notifiedAt())
                .time(prompt.stoppedAt())
                .time(prompt.listedAt());
        CompositeFields.failure(prompt.failed(), out);
        CompositeFields.usage(prompt.usage(), out);
        CompositeFields.model(prompt.usage(), out);
        out.count(prompt.toolCalls()).count(prompt.toolFailures());
    }

    static PromptRow read(RowKey.OfPrompt key, FieldReader in) {
        return PromptRow.builder()
                .promptId(key.promptId())
                .ownAt(in.time())
                .promptChars(in.integer())
                .command(in.text())
                .declared(CompositeFields.flags(in))
                .notifiedTask(in.stamped())
                .notifiedAt(in.time())
                .stoppedAt(in.time())
                .listedAt(in.time())
                .failed(CompositeFields.failure(in))
                .usage(CompositeFields.model(CompositeFields.usage(in), in))
                .toolCalls(in.count())
                .toolFailures(in.count())
                .build();
    }
}
