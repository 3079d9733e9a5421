/** Sets up topics and the consumer group through the admin client. */
@NullMarked
package io.delegraph.stream.admin;

import org.jspecify.annotations.NullMarked;
