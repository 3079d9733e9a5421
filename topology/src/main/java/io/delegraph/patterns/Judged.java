package io.delegraph.patterns;

/**
 * What a rule says, and what that rests on.
 *
 * @param because in plain words, to be read behind the value
 */
record Judged<T>(T value, String because) {}
