package io.delegraph.query;

import java.util.List;

/** A whole list as an answer: an object, so that more can be said beside it later. */
public record ItemList<T>(List<T> items) {
    public ItemList {
        items = List.copyOf(items);
    }
}
