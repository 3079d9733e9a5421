/** What the paths that a call touches are for: {@link io.delegraph.security.path.PathClassifier}. */
@NullMarked
package io.delegraph.security.path;

import org.jspecify.annotations.NullMarked;
