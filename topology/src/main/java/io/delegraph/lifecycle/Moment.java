package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Timestamped;

/** A moment of event time, epoch ms, with predicates for what had happened by then. */
record Moment(long at) {
    boolean reached(Long time) {
        return time != null && time <= at;
    }

    boolean reached(Timestamped<?> value) {
        return value != null && value.at() <= at;
    }

    Long nullIfLater(Long time) {
        return reached(time) ? time : null;
    }

    <T extends Comparable<? super T>> Timestamped<T> nullIfLater(Timestamped<T> value) {
        return reached(value) ? value : null;
    }
}
