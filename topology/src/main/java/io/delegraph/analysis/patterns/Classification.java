package io.delegraph.analysis.patterns;

/**
 * What a rule says, and what that rests on.
 *
 * @param reason in plain words, to be read behind the value
 */
record Classification<T>(T value, String reason) {}
