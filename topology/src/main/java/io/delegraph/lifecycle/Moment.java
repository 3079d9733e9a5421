package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Timestamped;
import org.jspecify.annotations.Nullable;

/** A moment of event time, epoch ms, with predicates for what had happened by then. */
record Moment(long at) {
    boolean reached(@Nullable Long time) {
        return time != null && time <= at;
    }

    boolean reached(@Nullable Timestamped<?> value) {
        return value != null && value.at() <= at;
    }

    @Nullable
    Long nullIfLater(@Nullable Long time) {
        return reached(time) ? time : null;
    }

    <T extends Comparable<? super T>> @Nullable Timestamped<T> nullIfLater(@Nullable Timestamped<T> value) {
        return reached(value) ? value : null;
    }
}
