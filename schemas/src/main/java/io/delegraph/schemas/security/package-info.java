/** What the security rules find. */
@NullMarked
package io.delegraph.schemas.security;

import org.jspecify.annotations.NullMarked;
