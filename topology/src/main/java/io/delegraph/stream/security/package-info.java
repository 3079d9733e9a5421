/** The successor of LIFECYCLE that judges sessions and publishes findings. */
@NullMarked
package io.delegraph.stream.security;

import org.jspecify.annotations.NullMarked;
