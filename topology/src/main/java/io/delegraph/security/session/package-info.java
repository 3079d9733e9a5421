/** What security rules need of a session, read from the rows of its lifecycle. */
@NullMarked
package io.delegraph.security.session;

import org.jspecify.annotations.NullMarked;
