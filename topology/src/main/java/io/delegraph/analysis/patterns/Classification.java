package io.delegraph.analysis.patterns;

import org.jspecify.annotations.Nullable;

/**
 * The result of a rule, with its reason.
 *
 * @param reason in plain words, shown behind the value
 */
record Classification<T>(@Nullable T value, @Nullable String reason) {}
