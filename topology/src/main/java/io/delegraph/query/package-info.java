/** Interactive queries of the state stores: of this instance, of another one, or of all of them. */
@NullMarked
package io.delegraph.query;

import org.jspecify.annotations.NullMarked;
