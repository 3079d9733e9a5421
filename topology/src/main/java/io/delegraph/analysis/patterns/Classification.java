package io.delegraph.analysis.patterns;

import org.jspecify.annotations.Nullable;

/**
 * What a rule says, and what that rests on.
 *
 * @param reason in plain words, to be read behind the value
 */
record Classification<T>(@Nullable T value, @Nullable String reason) {}
