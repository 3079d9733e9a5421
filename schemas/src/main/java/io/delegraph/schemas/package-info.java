/** The records that Delegraph's parts exchange and publish, one per file. */
@NullMarked
package io.delegraph.schemas;

import org.jspecify.annotations.NullMarked;
