/** What can be set, read once at the start and checked there. Knows no Kafka and no HTTP. */
@NullMarked
package io.delegraph.config;

import org.jspecify.annotations.NullMarked;
