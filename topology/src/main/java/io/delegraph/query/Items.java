package io.delegraph.query;

import java.util.List;

/** A whole list as an answer: an object, so that more can be said beside it later. */
record Items<T>(List<T> items) {
    Items {
        items = List.copyOf(items);
    }
}
